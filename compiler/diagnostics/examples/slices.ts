import type { Examples } from './example.ts';

const right = 'partition(window = square(3))';

/** CR056: planes through the input. */
export const slicesExamples: Examples = {
  CR0560: { right, wrong: 'partition(window = square(3), slice = through(points.train, [1, 2, 99]))' },
  CR0561: { right, wrong: 'partition(window = square(3), slice = through(points.train, [4, 7, 7]))' },
  CR0562: {
    right,
    wrong: 'partition(window = square(3), slice = slice(origin = [0, 0, 0], u = [1, 0], v = [0, 1]))',
  },
  CR0563: { right, wrong: 'partition(window = square(3), slice = through(points.train, [4, 7]))' },
  CR0564: {
    right: 'error[norm = batch] > error[norm = plain]',
    wrong: 'cells.decision_length[norm = batch] > cells.decision_length[norm = plain]',
  },
};
