import type { Settings } from '../construct.ts';
import { afterWarmUp, warmUpParameter } from './schedule.ts';

/** Stairs. */
export const stepDecay = afterWarmUp({
  name: 'step_decay',
  summary: 'The rate is multiplied by a factor at given moments',
  about: [
    'After each moment of `at`, counted from the start of the training, the rate is `factor` times what it was. Before, it grows',
    'during the warm-up of `w` steps by `1/w, 2/w, …, 1` of the whole. Moments are in steps or epochs.',
  ].join(' '),
  source: 'as in He et al. 2016, section 4.2',
  parameters: [
    { name: 'at', about: 'moment or moments of the decay', type: { kind: 'duration', list: true } },
    {
      name: 'factor',
      about: 'what the rate is multiplied by at each',
      type: { kind: 'number', unit: 'one', min: 0, max: 1 },
      default: 0.1,
    },
    warmUpParameter,
  ],
  example: 'step_decay(at = [10 epochs, 15 epochs], factor = 0.1)',
  factor: (step, _, settings) => {
    const taken = step - 1 + (settings.warmup as number);
    return (settings.factor as number) ** momentsOf(settings).filter((moment) => moment <= taken).length;
  },
  refuses: (steps, settings) => {
    const late = momentsOf(settings).find((moment) => moment >= steps);
    if (late === undefined) return undefined;
    return {
      refused: `the rate would fall after ${late} steps, but the training takes ${steps}`,
      help: 'let every moment of `at` come before the end of the training',
    };
  },
});

const momentsOf = ({ at }: Settings): readonly number[] => (Array.isArray(at) ? at : [at as number]);
