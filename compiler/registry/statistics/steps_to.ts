import type { StatisticRecord } from './statistic.ts';

/** How long a curve takes to reach a level. */
export const stepsTo: StatisticRecord = {
  name: 'steps_to',
  kind: 'statistic',
  summary: 'First step at which a curve reaches a level',
  about: [
    'The first step at which the curve was measured and is at least at the level, or at most with `falling = true`;',
    'nothing is interpolated. A curve that never gets there is censored: it counts with its last step, and the verdict',
    'says how many did. What is compared is therefore the restricted mean, `mean(min(first step, last step))`.',
  ].join(' '),
  source:
    'Restricted mean survival time: Royston & Parmar 2013, "Restricted mean survival time: an alternative to the hazard ratio"',
  version: 1,
  parameters: [
    {
      name: 'level',
      about: 'what the curve must reach, in its own unit',
      type: { kind: 'number', unit: 'one' },
      sameUnit: true,
    },
    {
      name: 'falling',
      about: 'for curves that come from above, such as a loss',
      type: { kind: 'truth' },
      default: false,
    },
  ],
  example: 'steps_to(curve, 90%)',
  ordered: true,
  unit: (_, along) => along,
};
