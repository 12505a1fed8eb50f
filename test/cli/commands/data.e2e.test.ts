import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createProject, type Project } from '../command.ts';

let project: Project;
beforeEach(() => {
  project = createProject();
});
afterEach(() => project.remove());

const experiment = (source: string) => `crease: 1
title: Data of my own
seed: 1
replicates: 1
data:
  points: ${source}
network:
  input: points
  layers:
    - flatten()
    - dense(points.classes)
train:
  data: points
  loss: cross_entropy()
  optimizer: sgd(rate = 0.1)
  batch: 2
  epochs: 1
measure:
  correct:
    value: accuracy(points)
`;

it('lists published data sets with what is missing of them', async () => {
  const { code, out } = await project.crease(['data', 'list', '--format', 'json'], { CREASE_DATA: 'mine' });
  const { folders, dataSets } = JSON.parse(out);
  expect([code, folders[0]]).toEqual([0, 'mine']);
  const mnist = dataSets.find(({ name }: { name: string }) => name === 'mnist');
  expect(mnist.files.map(({ path }: { path: string | null }) => path)).toEqual([null, null, null, null]);
});

it('says what it takes where it is not understood', async () => {
  expect((await project.crease(['data', 'get', 'mnst'])).err).toContain('Did you mean mnist?');
  expect((await project.crease(['data', 'get'])).err).toContain(
    'say which data set: cifar10, fashion_mnist, mnist.',
  );
  expect((await project.crease(['data', 'fetch', 'mnist'])).code).toBe(2);
});

it('checks experiments without their published data, but runs none of them', async () => {
  project.write('workflows/own.crease.yaml', experiment('mnist(train = 100)'));
  expect(await project.crease(['check'])).toMatchObject({ code: 0 });
  const { code, err } = await project.crease(['run', '--backend', 'reference']);
  expect(code).toBe(1);
  expect(err).toMatch(
    /error\[CR0569\]: the files of mnist are not on this machine: train-images[\s\S]*own.crease.yaml:6:11/,
  );
  expect(err).toContain('run `crease data get mnist`');
});

it('refuses a published file that is damaged, by its name', async () => {
  for (const name of ['train-images-idx3', 'train-labels-idx1', 't10k-images-idx3', 't10k-labels-idx1'])
    project.write(`.crease/data/mnist/${name}-ubyte.gz`, 'no images');
  project.write('workflows/own.crease.yaml', experiment('mnist(train = 100)'));
  const { code, err } = await project.crease(['run', '--backend', 'reference']);
  expect(code).toBe(3);
  expect(err).toContain('train-images-idx3-ubyte.gz is not the file as published');
});

it('trains on a table of the project, and finds a mistake in it', async () => {
  project.write('workflows/data/x.csv', 'a,b,kind\n0,1,u\n1,0,v\n0,2,u\n2,0,v\n');
  project.write('workflows/own.crease.yaml', experiment('csv("data/x.csv", label = "kind")'));
  expect(await project.crease(['run', '--backend', 'reference'])).toMatchObject({ code: 0 });
  writeFileSync(join(project.folder, 'workflows/data/x.csv'), 'a,b,kind\n0,1,u\n1,,v\n');
  const { code, out } = await project.crease(['check']);
  expect(code).toBe(1);
  expect(out).toContain('error[CR0568]: workflows/data/x.csv:3: the column `b` is empty');
  expect(out).toMatch(/own\.crease\.yaml:6:11/);
});
