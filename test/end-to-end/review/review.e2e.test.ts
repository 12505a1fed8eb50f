import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commentOf } from '../../../cli/commands/report.ts';
import { type Finding, History } from './history.ts';

const golden = join(dirname(fileURLToPath(import.meta.url)), 'comments');
mkdirSync(golden, { recursive: true });

const first = `crease: 1
title: Does batch normalization learn two moons better?
replicates: 5
data:
  moons: two_moons(count = 400, noise = 0.2, test = 50%)
axes:
  norm:
    none: bias()
    batch: batch_norm()
network:
  input: moons
  layers:
    - dense(8, bias = none)
    - norm
    - relu()
    - dense(moons.classes)
train:
  data: moons.train
  loss: cross_entropy()
  optimizer: adam(rate = 1e-2)
  batch: 20
  epochs: 4
measure:
  tested:
    value: accuracy(moons.test)
claims:
  better:
    says: It is better by at least a point.
    expect: tested[norm = batch] - tested[norm = none] > 1 points
  good:
    says: It gets nine of ten right.
    expect: tested[norm = batch] > 90%
`;

/** Noise of a replicate, which its arms share, and a smaller part that they do not. */
const noise = (replicate: number, phase: number) =>
  0.004 * Math.sin(7 * replicate) + 0.001 * Math.sin(13 * replicate + phase);
const phases: Readonly<Record<string, number>> = { none: 0, batch: 1, normalized: 1, layer: 2 };
const levels: Readonly<Record<string, number>> = { none: 0.9, batch: 0.94, normalized: 0.94, layer: 0.93 };
const asFound: Finding = (arms, replicate, plan) => {
  const arm = arms.norm ?? arms.normalization;
  const rate = plan.variants[0].training!.optimizer.rate;
  const gain = rate === 0.01 ? 0 : rate === 0.02 ? 0.004 : arm === 'none' ? 0.045 : -0.005;
  return levels[arm] + gain + noise(replicate, phases[arm]);
};

const withDivergence: Finding = (arms, replicate, plan) =>
  arms.normalization === 'none' && replicate === 2 ? undefined : asFound(arms, replicate, plan);

interface Chapter {
  readonly name: string;
  readonly act: (history: History) => void;
  /** The first line of the comment; none where there is no comment. */
  readonly says?: string;
}

const run = (history: History, name = 'moons') => history.run(name, asFound);
const chapters: readonly Chapter[] = [
  {
    name: 'an experiment is added with its results',
    act: (h) => {
      h.write('moons', first);
      run(h);
    },
    says: '**Changed:** moons added; 2 claims added; 10 cells added',
  },
  { name: 'a comment is added', act: (h) => h.edit('moons', 'crease: 1\n', 'crease: 1\n# Why not?\n') },
  { name: 'a number is written otherwise', act: (h) => h.edit('moons', '1e-2', '0.01') },
  {
    name: 'the order of keys changes, and it is run again',
    act: (h) => {
      h.edit('moons', '  batch: 20\n  epochs: 4\n', '  epochs: 4\n  batch: 20\n');
      run(h);
    },
  },
  {
    name: 'the rate changes, and nobody ran it',
    act: (h) => h.edit('moons', 'rate = 0.01', 'rate = 0.02'),
    says: '**Look closely:** results of moons are not those of the file; train.optimizer.rate 0.01 → 0.02; 10 cells to compute',
  },
  {
    name: 'it is run',
    act: (h) => run(h),
    says: '**Changed:** train.optimizer.rate 0.01 → 0.02; 2 means better; 1 claim with other effects; 10 cells trained anew',
  },
  {
    name: 'an arm is added',
    act: (h) => {
      h.edit('moons', '    batch: batch_norm()\n', '    batch: batch_norm()\n    layer: layer_norm()\n');
      run(h);
    },
    says: '**Changed:** arm norm.layer added; 5 cells added',
  },
  {
    name: 'a measurement is added',
    act: (h) => {
      h.edit('moons', 'claims:\n', '  fitted:\n    value: accuracy(moons.train)\nclaims:\n');
      run(h);
    },
    says: '**Changed:** measurement fitted added; 15 cells measured anew',
  },
  {
    name: 'there are more replicates',
    act: (h) => {
      h.edit('moons', 'replicates: 5', 'replicates: 8');
      run(h);
    },
    says: '**Changed:** replicates 5 → 8; 2 claims with other effects; 9 cells added',
  },
  {
    name: 'an arm and the axis are renamed',
    act: (h) => {
      h.edit('moons', '  norm:\n', '  normalization:\n');
      h.edit('moons', '    batch: batch_norm', '    normalized: batch_norm');
      h.edit('moons', '    - norm\n', '    - normalization\n');
      h.write(
        'moons',
        h
          .text('moons')
          .replaceAll('norm = batch', 'normalization = normalized')
          .replaceAll('norm = none', 'normalization = none')
          .replace(
            'measure:\n',
            'moved:\n  axes.norm: axes.normalization\n  axes.normalization.batch: axes.normalization.normalized\nmeasure:\n',
          ),
      );
      run(h);
    },
    says: '**Changed:** renamed axes.norm to axes.normalization; renamed axes.normalization.batch to axes.normalization.normalized',
  },
  {
    name: 'the experiment is renamed',
    act: (h) => {
      h.git('mv', 'workflows/moons.crease.yaml', 'workflows/crescents.crease.yaml');
      h.git('rm', '-q', 'workflows/moons.results.json');
      h.edit('crescents', 'moved:\n', 'moved:\n  experiment.moons: experiment.crescents\n');
      run(h, 'crescents');
    },
    says: '**Changed:** renamed experiment.moons to experiment.crescents',
  },
  {
    name: 'a margin is loosened after the data were seen',
    act: (h) => {
      h.edit('crescents', '> 1 points', '> 0.2 points');
      run(h, 'crescents');
    },
    says: '**Look closely:** analysis changed after data: better restated',
  },
  {
    name: 'a claim is added after the data were seen',
    act: (h) => {
      h.edit(
        'crescents',
        '  good:\n',
        '  close:\n    says: Layer statistics do well.\n    expect: tested[normalization = layer] > 80%\n  good:\n',
      );
      run(h, 'crescents');
    },
    says: '**Changed:** close claimed after data',
  },
  {
    name: 'a claim is dropped after the data were seen',
    act: (h) => {
      h.edit(
        'crescents',
        '  close:\n    says: Layer statistics do well.\n    expect: tested[normalization = layer] > 80%\n',
        '',
      );
      run(h, 'crescents');
    },
    says: '**Look closely:** analysis changed after data: close dropped',
  },
  {
    name: 'a chart is added',
    act: (h) => {
      h.write(
        'crescents',
        `${h.text('crescents')}charts:\n  arms:\n    title: Accuracy\n    mark: point\n    encoding:\n      x: normalization\n      y: tested\n`,
      );
      run(h, 'crescents');
    },
    says: '**Changed:** chart arms added',
  },
  {
    name: 'a chart changes',
    act: (h) => {
      h.edit('crescents', 'mark: point', 'mark: bar');
      run(h, 'crescents');
    },
    says: '**Changed:** chart arms changed',
  },
  {
    name: 'a claim flips',
    act: (h) => {
      h.edit('crescents', 'rate = 0.02', 'rate = 0.05');
      run(h, 'crescents');
    },
    says: '**Look closely:** better is refuted, was supported; 4 means worse; train.optimizer.rate 0.02 → 0.05; 2 means better; 1 claim with other effects; 24 cells trained anew',
  },
  {
    name: 'a result drifts',
    act: (h) =>
      h.run('crescents', (arms, replicate, plan) => {
        const value = asFound(arms, replicate, plan)!;
        return arms.normalization === 'layer' && replicate === 3 ? value + 1e-5 : value;
      }),
    says: '**Look closely:** 1 cell moved with equal inputs',
  },
  {
    name: 'the result is what it was',
    act: (h) => run(h, 'crescents'),
    says: '**Look closely:** 1 cell moved with equal inputs',
  },
  {
    name: 'another backend computes it',
    act: (h) => h.run('crescents', asFound, 'another backend'),
    says: '**Changed:** computed by another backend, was made up; 24 cells trained anew',
  },
  {
    name: 'a cell diverges',
    act: (h) => {
      h.edit('crescents', 'rate = 0.05', 'rate = 0.06');
      h.run('crescents', withDivergence);
    },
    says: '**Look closely:** 1 cell diverged; train.optimizer.rate 0.05 → 0.06; computed by made up, was another backend; 1 claim with other effects; 24 cells trained anew',
  },
  {
    name: 'the file breaks',
    act: (h) => h.edit('crescents', 'adam(rate', 'adan(rate'),
    says: "**Look closely:** crescents can't be read",
  },
  { name: 'the file is mended', act: (h) => h.edit('crescents', 'adan(rate', 'adam(rate') },
  {
    name: 'an arm is left out after the data were seen',
    act: (h) => {
      h.edit('crescents', '    layer: layer_norm()\n', '');
      h.run('crescents', withDivergence);
    },
    says: '**Look closely:** analysis changed after data: 8 cells left out; arm normalization.layer gone; 8 cells gone; chart arms changed',
  },
  {
    name: 'a second experiment is added without results',
    act: (h) => h.write('second', first),
    says: '**Changed:** second added; 2 claims added; 10 cells to compute',
  },
  {
    name: 'the second experiment is run',
    act: (h) => run(h, 'second'),
    says: '**Changed:** better is supported; good is supported; 10 cells trained anew',
  },
  {
    name: 'the results conflict',
    act: (h) =>
      h.edit(
        'second',
        '"replicates": "5"',
        '<<<<<<< HEAD\n  "replicates": "5"\n=======\n  "replicates": "6"\n>>>>>>> branch',
        '.results.json',
      ),
    says: "**Look closely:** second can't be read",
  },
  {
    name: 'the conflict is resolved by running',
    act: (h) => run(h, 'second'),
    says: '**Changed:** better is supported; good is supported; 10 cells trained anew',
  },
  {
    name: 'a stranger writes texts',
    act: (h) => {
      h.edit('second', 'title: Does batch normalization learn two moons better?', `title: '${hostile}'`);
      h.edit('second', 'says: It gets nine of ten right.', `says: '${hostile}'`);
      h.edit('second', 'rate = 1e-2', 'rate = 2e-2');
      run(h, 'second');
    },
    says: '**Changed:** train.optimizer.rate 0.01 → 0.02; 2 means better; 1 claim with other effects; 10 cells trained anew',
  },
  {
    name: 'the second experiment is deleted',
    act: (h) => h.git('rm', '-q', 'workflows/second.crease.yaml', 'workflows/second.results.json'),
    says: '**Changed:** second removed',
  },
];

const hostile = `@everyone | </details><img src=x onerror=alert(1)> [x](https://example.org/#1) ![y](y) \`code\` **bold** owner/repo#12 $x$ ${'w'.repeat(300)}`;

let history: History;
const home = process.cwd();
beforeAll(() => {
  history = new History();
  process.chdir(history.folder);
  history.commit('nothing yet');
});
afterAll(() => {
  process.chdir(home);
  history.remove();
});

test.each(chapters.map((chapter, i) => ({ ...chapter, place: String(i + 1).padStart(2, '0') })))(
  '$place $name',
  async ({ name, place, act, says }) => {
    act(history);
    history.commit(name);
    const comment = commentOf('HEAD~1', 'HEAD', 0).replace(/commit `\w+`/, 'commit `…`');
    await expect(comment).toMatchFileSnapshot(join(golden, `${place}-${name.replaceAll(/\W+/g, '-')}.md`));
    expect(comment.split('\n')[0]).toBe(says ?? '');
  },
);

test('results that were stale before are no news of a change of something else', () => {
  const stale = history.git('rev-parse', ':/nobody ran it').trim();
  history.git('checkout', '-q', '-b', 'stale', stale);
  expect(history.text('moons')).toContain('rate = 0.02');
  history.write('notes', 'words', '.txt');
  history.commit('notes');
  expect(commentOf('HEAD~1', 'HEAD', 0)).toBe('');
  expect(commentOf('HEAD~2', 'HEAD', 0)).toContain('results of moons are not those of the file');
  history.git('checkout', '-q', 'main');
});

test('a branch is compared with where it began, not with what happened since', () => {
  const start = history.git('rev-parse', ':/^it is run').trim();
  history.git('checkout', '-q', '-b', 'branch', start);
  history.edit('moons', 'replicates: 5', 'replicates: 6');
  run(history);
  history.commit('more replicates');
  const [line] = commentOf('main', 'branch', 0).split('\n');
  expect(line).toBe('**Changed:** replicates 5 → 6; 2 claims with other effects; 2 cells added');
  expect(commentOf('branch', 'branch', 0)).toBe('');
  history.git('checkout', '-q', 'main');
});

test('the same commits give the same bytes, and nothing is written', () => {
  const before = history.git('status', '--porcelain', '--branch');
  const comments = [1, 2].map(() => commentOf('HEAD~14', 'HEAD~13', 0));
  expect(comments[0]).toContain('Look closely');
  expect(comments[1]).toBe(comments[0]);
  expect(history.git('status', '--porcelain', '--branch')).toBe(before);
});
