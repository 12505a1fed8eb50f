import type { Committed, CommittedCell, CommittedClaim } from '../../../compiler/plan/committed.ts';

/** The cells of one arm by replicate: key of the training, what was measured, and how it ended where not well. */
export type Arm = readonly {
  readonly key: string;
  readonly value?: number | null;
  readonly outcome?: CommittedCell['outcome'];
}[];

export const cell = (key: string, value: number | null = 1, outcome?: CommittedCell['outcome']) => ({
  ...{ key, value },
  ...(outcome && { outcome }),
});

/** Results of an experiment with one axis, written by hand. */
export function results(arms: Readonly<Record<string, Arm>>, more: Partial<Committed> = {}): Committed {
  const cells = Object.entries(arms).flatMap(([arm, own]) =>
    own.map(({ key, value = 1, outcome = 'done' }, i): [string, CommittedCell] => [
      `norm=${arm},replicate=${i + 1}`,
      {
        variant: `norm=${arm}`,
        replicate: i + 1,
        outcome,
        keys: { train: key, score: `${key} score` },
        values: { score: value },
      },
    ]),
  );
  return {
    crease: 1,
    experiment: 'small',
    title: 'Small',
    numerics: ['test'],
    settings: { 'train.batch': '20' },
    variants: Object.fromEntries(Object.keys(arms).map((arm) => [`norm=${arm}`, { norm: arm }])),
    cells: Object.fromEntries(cells),
    measurements: {
      score: { title: 'score', text: 'accuracy(x)', unit: 'probability', best: 'max', means: {} },
    },
    claims: {},
    charts: {},
    ...more,
  };
}

export const claim = (text: string, verdict: CommittedClaim['verdict'], effect: number): CommittedClaim => ({
  ...{ says: 'It is.', text, exact: false, per: [], unit: 'probability', verdict },
  members: [
    {
      ...{ per: {}, verdict, effect, low: effect - 1, high: effect + 1, threshold: 0, relation: '>' },
      ...{ n: 3, failed: 0, difference: true },
    },
  ],
});
