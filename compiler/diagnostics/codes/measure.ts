import { entry } from '../entry.ts';
import { certain } from '../nearest.ts';

/** CR065: the section `measure`. */

export const notAMoment = entry<{ got: string; nearest?: string }>({
  code: 'CR0650',
  severity: 'error',
  title: 'Unknown moment',
  message: ({ got }) => `\`at\` takes initial or final, not ${got}`,
  help: ({ nearest }) =>
    nearest ? `did you mean \`${nearest}\`?` : 'for a curve along the training write `every: 20 steps`',
  instead: ({ got, nearest }) => certain(got.replaceAll('`', ''), nearest, ['initial', 'final']),
  why: 'A measurement is taken of the network at a moment of its training.',
});

export const atAndEvery = entry<Record<never, never>>({
  code: 'CR0651',
  severity: 'error',
  title: 'Two ways to say when',
  message: () => 'a measurement has `at` or `every`, not both',
  help: () => '`every` includes the start and the end already',
  why: 'Both say at which moments of the training something is measured.',
});

export const notBy = entry<{
  measurement: string;
  index: string;
  nearest?: string;
  known: readonly string[];
}>({
  code: 'CR0652',
  severity: 'error',
  title: 'Cannot be kept apart',
  message: ({ measurement, index }) => `${measurement}() cannot be kept apart by \`${index}\``,
  help: ({ nearest, known }) =>
    nearest
      ? `did you mean \`${nearest}\`?`
      : known.length > 0
        ? `by ${known.map((k) => `\`${k}\``).join(' or ')} it can`
        : 'leave `by` out',
  instead: ({ index, nearest, known }) => certain(index, nearest, known),
  why: '`by:` keeps an index that is otherwise summed or averaged.',
});

export const notTrained = entry<{ measurement: string }>({
  code: 'CR0653',
  severity: 'error',
  title: 'Measured of a network that is not trained',
  message: ({ measurement }) =>
    `${measurement}() is about how a network is trained, but there is no section \`train\``,
  help: () => 'add `train:` with data, loss, optimizer, batch and epochs',
  why: 'Some measurements use settings of the training, such as its loss.',
});

export const windowTooWide = entry<{ measurement: string; size: number; most: number }>({
  code: 'CR0654',
  severity: 'error',
  title: 'Window too wide for geometry',
  message: ({ measurement, size, most }) =>
    `${measurement}() cannot follow max_pool(${size}), which picks one of ${size * size} values; ${most} are the most`,
  help: () => 'use average pooling there, or pool in several layers with smaller windows',
  why: 'A region keeps in one byte which value of each window is the largest.',
});
