import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../../cli/quantities.ts';
import type { Results } from '../../../compiler/plan/results.ts';
import { createProject, type Project, smallExperiment } from '../command.ts';

let project: Project;
const file = 'workflows/small.crease.yaml';
beforeEach(() => {
  project = createProject();
  const text = smallExperiment
    .replace('network:\n', '  width: [4, 8]\nwhere: not (offsets == random and width == 8)\nnetwork:\n')
    .replace('dense(4,', 'dense(width,')
    .replaceAll('= batch]', '= batch, width = 4]')
    .replaceAll('= random]', '= random, width = 4]');
  project.write(file, text.replace('  few:\n    replicates: 2\n', '  quick:\n    replicates: 1\n'));
});
afterEach(() => project.remove());

describe('show', () => {
  it('shows settings below a path, with what they are worth and where they come from', async () => {
    const { code, out } = await project.crease(['show', 'network', '--resolved', '--origin']);
    expect(code).toBe(0);
    expect(out).toMatch(/^network\.input: points\n {4}= 10 examples of shape 2, no labels\n {4}at workflows/);
    expect(out).toContain('    = dense(units = 8, weights = he(), bias = none, weight_norm = false) with ');
  });

  it('says what a profile and the command line override', async () => {
    const [profile, set] = await Promise.all([
      project.crease(['show', 'replicates', '--profile', 'quick', '--origin']),
      project.crease([
        'show',
        'replicates',
        'small',
        '--set',
        'replicates=5',
        '--origin',
        '--format',
        'json',
      ]),
    ]);
    expect(profile.out).toMatch(/^replicates: 1\n.*yaml:\d+:\d+\n {4}instead of 2 at workflows.*:4:13\n$/);
    expect(JSON.parse(set.out).experiments[0].settings).toMatchObject([
      {
        path: 'replicates',
        text: '5',
        place: '--set replicates',
        overrides: { text: '2', place: `${file}:4:13` },
      },
    ]);
  });

  it('knows the nearest path', async () => {
    const { code, err } = await project.crease(['show', 'netwrk.input']);
    expect({ code, err }).toEqual({
      code: 2,
      err: "crease show: no setting has the path 'netwrk.input'. Did you mean 'network.input'?\nSee `crease show --help`.\n",
    });
  });
});

describe('matrix', () => {
  it('lists what is kept, and why the rest is not', async () => {
    const [short, why, json] = await Promise.all([
      project.crease(['matrix']),
      project.crease(['matrix', '--why']),
      project.crease(['matrix', '--format', 'json']),
    ]);
    expect(short.out).toBe(
      'small: 3 combinations of arms, 6 cells\n    offsets=random,width=4\n    offsets=batch,width=4\n    offsets=batch,width=8\n  x 1 removed; --why says by which rule\n',
    );
    expect(why.out).toContain(
      `  x offsets=random,width=8  not (offsets == random and width == 8) (${file}:12:8)\n`,
    );
    const [{ cells, removed }] = JSON.parse(json.out).experiments;
    expect(cells).toHaveLength(6);
    expect(removed).toMatchObject([{ id: 'offsets=random,width=8', rules: [{ place: `${file}:12:8` }] }]);
  });
});

describe('eval', () => {
  it('computes in every cell, or in one', async () => {
    const [shared, all, one, data] = await Promise.all([
      project.crease(['eval', 'points.count * 2']),
      project.crease(['eval', 'width + 1']),
      project.crease(['eval', 'width + 1', '--cell', 'offsets=batch,width=8,replicate=2']),
      project.crease(['eval', '140deg', '--format', 'json']),
    ]);
    expect(shared).toMatchObject({ code: 0, out: '20 count\n' });
    expect(all.out).toBe('offsets=random,width=4  5\noffsets=batch,width=4   5\noffsets=batch,width=8   9\n');
    expect(one.out).toBe('9\n');
    expect(JSON.parse(data.out).values[0].type).toBe('angle');
  });

  it('points into an expression that has no value', async () => {
    const { code, out, err } = await project.crease(['eval', 'widht + 1']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/CR0306[\s\S]*widht \+ 1\n.*\^{5}[\s\S]*did you mean `width`/);
  });

  it('computes quantities from the results in the store, as a claim would', async () => {
    const mean = 'mean(nearest, over = sample)';
    const before = await project.crease(['eval', mean]);
    expect(before).toMatchObject({ code: 1, err: expect.stringMatching(/Run: crease run workflows\/small/) });
    expect(before.out).toMatch(/^offsets=random,width=4 {2}not run yet \(replicate 1, 2\)\n/);
    await project.crease(['run', '--progress', 'none']);
    const results = JSON.parse(
      readFileSync(`${project.folder}/.crease/results/small/results.json`, 'utf8'),
    ) as Results;
    const measured = (variant: string) =>
      results.cells.filter((cell) => cell.variant === variant).map((cell) => cell.values.nearest);
    const [all, one, sides] = await Promise.all([
      project.crease(['eval', mean, '--format', 'json']),
      project.crease(['eval', mean, '--cell', 'offsets=batch,width=8,replicate=2']),
      project.crease([
        'eval',
        `${mean}[offsets = batch, width = 4] < 2 * ${mean}[offsets = batch, width = 8]`,
      ]),
    ]);
    const { quantities } = JSON.parse(all.out) as { quantities: Answer[] };
    expect(quantities).toHaveLength(3);
    for (const { cell, unit, replicates } of quantities) {
      expect(unit).toBe('distance');
      expect(replicates.map(({ value }) => Number(value?.toPrecision(6)))).toEqual(measured(cell));
    }
    const [, second] = measured('offsets=batch,width=8');
    expect(one.out).toBe(`${second} input distance\n`);
    expect(sides.out.split('\n').filter((line) => !line.startsWith(' '))).toEqual([
      `${mean}[offsets = batch, width = 4]`,
      `2 * ${mean}[offsets = batch, width = 8]`,
      '',
    ]);
    expect(sides.out).toContain(`, mean of 2 replicates: ${measured('offsets=batch,width=4').join(', ')}\n`);
  });

  it('points into a quantity that makes no sense', async () => {
    const many = await project.crease(['eval', 'nearest']);
    expect(many).toMatchObject({ code: 1, out: '' });
    expect(many.err).toMatch(/CR0602[\s\S]*mean\(nearest, over = sample\)/);
    const removed = await project.crease([
      'eval',
      'mean(nearest, over = sample)[offsets = random, width = 8]',
    ]);
    expect(removed).toMatchObject({ code: 1, out: '', err: expect.stringContaining('CR0326') });
  });

  it('knows the nearest cell', async () => {
    const { code, err } = await project.crease(['eval', '1', '--cell', 'offsets=bath,width=4']);
    expect(code).toBe(2);
    expect(err).toContain('Did you mean offsets=batch,width=4?');
  });
});

it('a file with a mistake is shown its mistake', async () => {
  project.write(file, smallExperiment.replace('relu()', 'rellu()'));
  for (const args of [['show'], ['matrix'], ['eval', '1']]) {
    const { code, out, err } = await project.crease(args);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('CR0306');
  }
});
