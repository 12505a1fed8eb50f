import type { Examples } from './example.ts';

const right = 'axes:\n  norm:\n    plain: bias(zeros())\n    batch: batch_norm()\n  rate: [1e-3, 1e-2]\n';
const axes = 'axes:\n  norm:\n    plain: bias(zeros())\n    batch: batch_norm()\n';
/** The setting under `tune`, in place of the axis `rate`. */
const tuned = (settings: string) => `${axes}tune:\n  rate: {${settings}}\n`;
const split = ['test = 50%)', 'test = 40%, validation = 20%)'] as const;
const alone = [
  split,
  ['    per: rate\n', ''],
  ['      color: norm\n      column: rate', '      color: norm'],
] as const;

/** CR083: settings that are chosen for each arm. */
export const tuneExamples: Examples = {
  CR0830: { right, wrong: tuned('values: [1e-3, 1e-2], by: accuracy(points.test)'), more: alone },
  CR0831: { right, wrong: tuned('values: [1e-3, 1e-2], by: accuracy(points.train)'), more: alone },
  CR0832: { right, wrong: tuned('values: [1e-3, 1e-2], by: cells'), more: alone },
  CR0833: {
    right,
    wrong: tuned('values: [1e-3, 1e-2], by: accuracy(points.validation)'),
    more: [...alone, ['adam(rate = rate)', 'adam(rate = 1e-3)']],
  },
  CR0834: { right, wrong: tuned('values: [1e-3], by: accuracy(points.validation)'), more: alone },
  CR0835: {
    right,
    wrong: tuned('values: [1e-3, 1e-2], by: boundary_distance(points.validation)'),
    more: alone,
  },
  CR0836: {
    right,
    wrong: tuned('values: [1e-3, 1e-2], by: accuracy(points.validation)'),
    more: [split, ['      color: norm\n      column: rate', '      color: norm']],
  },
  CR0837: {
    right,
    wrong: `${tuned('values: [1e-3, 1e-2], by: accuracy(points.validation)')}  width: {values: [8, 16], by: boundary_distance(points.validation), best: max}\n`,
    more: [...alone, ['dense(8, bias = none)', 'dense(width, bias = none)']],
  },
};
