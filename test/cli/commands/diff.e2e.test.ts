import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compareTrees } from '../../../cli/review/compare.ts';
import { treeOf, workingTree } from '../../../cli/review/tree.ts';
import { History } from '../../end-to-end/review/history.ts';

const experiment = `crease: 1
title: An experiment of several files
import:
  shared: shared.crease.yaml
replicates: 2
data:
  points: csv("points.csv", label = "kind")
network:
  input: points
  layers:
    - dense(shared.width, bias = none)
    - relu()
measure:
  nearest:
    value: boundary_distance(points)
allow:
  CR0908: two replicates are enough to see that it is read
`;
const shared = `crease: 1
let:
  width: 4
`;

let history: History;
const home = process.cwd();
beforeAll(() => {
  history = new History();
  process.chdir(history.folder);
  history.write('several', experiment);
  history.write('shared', shared);
  history.write('points', 'x,y,kind\n1,2,a\n3,4,b\n5,7,a\n', '.csv');
  history.commit('first');
});
afterAll(() => {
  process.chdir(home);
  history.remove();
});

const changes = (base: string, head?: string) =>
  compareTrees(treeOf(base), head === undefined ? workingTree() : treeOf(head), 0);

test('what an experiment imports and reads is taken from the revision', () => {
  expect(changes('HEAD')).toEqual([]);
  history.write('shared', shared.replace('4', '5'));
  const [byImport] = changes('HEAD');
  expect(byImport).toMatchObject({
    experiment: 'several',
    settings: [{ path: 'network.layers[0].units', before: '4', after: '5', cells: 2 }],
  });
  history.commit('a wider network');
  expect(changes('HEAD~1', 'HEAD')).toEqual([byImport]);

  history.write('points', 'x,y,kind\n1,2,a\n3,4,b\n5,8,a\n', '.csv');
  history.commit('another point');
  expect(changes('HEAD~1', 'HEAD')[0].cells.map(({ id, steps }) => [id, steps])).toEqual([
    ['base,replicate=1', ['nearest']],
    ['base,replicate=2', ['nearest']],
  ]);
  expect(changes('HEAD~2', 'HEAD~1')).toEqual([byImport]);
});

test('experiments are looked for in workflows/ where there is that folder', () => {
  history.write('../elsewhere/other', 'crease: 1\n');
  history.commit('a file for tests');
  expect(changes('HEAD~1', 'HEAD')).toEqual([]);
});

test('what an experiment reads may lie in another folder of the project', () => {
  history.write('../parts/near', 'x,y,kind\n1,2,a\n3,4,b\n', '.csv');
  history.edit('several', 'csv("points.csv"', 'csv("../parts/near.csv"');
  history.commit('points from elsewhere');
  expect(changes('HEAD~1', 'HEAD')).toMatchObject([{ problems: [], cells: [{ steps: ['nearest'] }, {}] }]);
  history.git('revert', '--no-edit', 'HEAD');
});

test('a file that is missing in a revision is said by its name there', () => {
  history.git('rm', '-q', 'workflows/points.csv');
  history.commit('no points');
  const [{ problems }] = changes('HEAD~1', 'HEAD');
  history.write('unrelated', 'words', '.txt');
  history.commit('words');
  expect(changes('HEAD~1', 'HEAD')).toEqual([]);
  expect(problems[0]).toContain('workflows/several.crease.yaml:7: CR');
  expect(problems[0]).not.toContain('/tmp');
  expect(execFileSync('git', ['status', '--porcelain'], { encoding: 'utf8' })).toBe('');
});
