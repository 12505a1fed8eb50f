import { describe, expect, test } from 'vitest';
import { base, compileText, edited } from '../../support/experiment.ts';
import { type Mistake, testMistakes } from '../../support/mistakes.ts';

const planOf = (text: string) => {
  const { plan, diagnostics } = compileText(text);
  if (!plan) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return plan;
};
const keysOf = (text: string) => new Set(planOf(text).steps.map(({ key }) => key));
const seeded = (seeds: string) => edited('replicates: 3', `seeds: ${seeds}`);

describe('seeds', () => {
  test('are the numbers of the replicates', () => {
    const plan = planOf(seeded('[3, 5, 8]'));
    expect(plan.replicates).toBe(3);
    expect(plan.cells.slice(0, 3).map(({ id, replicate }) => [id, replicate])).toEqual([
      ['norm=plain,rate=0.001,replicate=3', 3],
      ['norm=plain,rate=0.001,replicate=5', 5],
      ['norm=plain,rate=0.001,replicate=8', 8],
    ]);
  });

  test('1 to 3 are three replicates', () => {
    expect(keysOf(seeded('[1, 2, 3]'))).toEqual(keysOf(base));
    expect(keysOf(seeded('1..3'))).toEqual(keysOf(base));
  });

  test('may be added in any place without touching the others', () => {
    const before = keysOf(seeded('[3, 8]'));
    const after = keysOf(seeded('[5, 3, 8]'));
    for (const key of before) expect(after).toContain(key);
    expect(after.size).toBe((before.size * 3) / 2);
  });

  const cases: readonly Mistake[] = [
    ['replicates: 3', 'seeds: [3, <|3|>]', 'CR0328', 'twice'],
    ['replicates: 3', 'seeds: [3, <|0|>]', 'CR0402', 'at least 1'],
    ['replicates: 3', 'seeds: [3, <|1.5|>]', 'CR0402', 'whole number'],
    ['replicates: 3', 'seeds: <|7|>', 'CR0401', 'a list of whole numbers'],
    ['replicates: 3', 'seeds: <|[]|>', 'CR0401', 'at least one'],
    ['replicates: 3', 'replicates: 3\nseeds: <|[1, 2]|>', 'CR0327', 'keep one'],
    ['replicates: 3', 'replicates: <|0|>', 'CR0402', '1'],
  ];
  testMistakes(cases);
});

describe('a picture', () => {
  const pictures = seeded('[3, 5, 8]').replace(
    /charts:[\s\S]*(?=profiles:)/,
    `charts:
  pictures:
    title: Creases
    partition: cells
    facet:
      column: norm
    replicate: 5
`,
  );
  const text = pictures
    .replace('  rate: [1e-3, 1e-2]\n', '')
    .replace('rate = rate', 'rate = 1e-3')
    .replace('    per: rate\n', '');

  test('shows the first replicate unless another is asked for', () => {
    const shown = (experiment: string) => planOf(experiment).charts.pictures.rows;
    expect(shown(text)).toMatchObject({ replicate: 5 });
    expect(shown(text.replace('    replicate: 5\n', ''))).toMatchObject({ replicate: 3 });
  });

  testMistakes([['replicate: 5', 'replicate: <|1|>', 'CR0708', 'they are 3, 5, 8']], text);
});

describe('a split per replicate', () => {
  const split = edited('seed: 7', 'seed: 7\nsplit: per replicate');

  test('stands in the plan and in the keys of all that touches a part', () => {
    const plan = planOf(split);
    expect(plan.split).toBe('per replicate');
    const [before, after] = [keysOf(base), keysOf(split)];
    for (const key of after) expect(before).not.toContain(key);
  });

  test('adds replicates without touching the others', () => {
    const more = keysOf(split.replace('replicates: 3', 'replicates: 4'));
    for (const key of keysOf(split)) expect(more).toContain(key);
  });

  test('leaves measurements alone that use no part of anything', () => {
    const whole = `crease: 1
title: Untrained
seed: 1
data:
  points: two_moons(count = 60, test = 50%)
  others: arc(count = 25)
network:
  input: others
  layers:
    - dense(3)
    - relu()
measure:
  near:
    value: boundary_distance(others)
`;
    expect(keysOf(whole.replace('seed: 1', 'seed: 1\nsplit: per replicate'))).toEqual(keysOf(whole));
  });

  const cases: readonly Mistake[] = [
    ['seed: 7', 'seed: 7\nsplit: <|per seed|>', 'CR0329', 'per replicate'],
    ['seed: 7', 'seed: 7\nsplit: "per replicate"', 'ok'],
  ];
  testMistakes(cases);

  test('needs something to split', () => {
    const { diagnostics } = compileText(`crease: 1
title: Nothing to split
split: per replicate
data:
  others: arc(count = 25)
network:
  input: others
  layers: [dense(3), relu()]
measure:
  near:
    value: boundary_distance(others)
`);
    expect(diagnostics).toMatchObject([{ code: 'CR0330' }]);
  });
});
