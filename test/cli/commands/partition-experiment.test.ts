import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { oracleFolder } from '../../runtime/geometry/oracle.ts';
import { createProject, type Project } from '../command.ts';

let project: Project;
beforeEach(() => {
  project = createProject();
});
afterEach(() => project.remove());

const experiment = `crease: 1
title: A network of my own
data:
  points: arc(count = 10, radius = 0.5, angle = 140deg, noise = 0.05)
network:
  input: points
  layers: from_file("models/net.json")
measure:
  cells:
    value: partition(window = square(1))
  nearest:
    value: boundary_distance(points)
claims:
  counted:
    says: It has as many regions as were counted elsewhere.
    expect: cells.regions == 577
    exact: true
  first:
    says: Its first layer makes as many as were counted elsewhere.
    expect: cells.regions_after(layer = 1) == 125
    exact: true
`;
const run = () => project.crease(['run', '--backend', 'reference', '--progress', 'none', '--format', 'json']);

it('measures a network out of a file, and again only when the network changes', async () => {
  const text = readFileSync(join(oracleFolder, 'lrelu_2-16x2_bn.json'), 'utf8');
  project.write('workflows/own.crease.yaml', experiment);
  project.write('workflows/models/net.json', text);
  const first = JSON.parse((await run()).out);
  expect(first).toMatchObject({ executed: 2, failed: [] });
  const results = JSON.parse(readFileSync(join(project.folder, '.crease/results/own/results.json'), 'utf8'));
  expect(results.claims.map(({ verdict }: { verdict: string }) => verdict)).toEqual([
    'supported',
    'supported',
  ]);

  project.write('workflows/models/net.json', JSON.stringify(JSON.parse(text), null, 1));
  expect(JSON.parse((await run()).out)).toMatchObject({ executed: 0, reused: 2 });

  project.write('workflows/models/net.json', text.replace('-1.65573', '-1.66'));
  expect(JSON.parse((await run()).out)).toMatchObject({ executed: 2 });
});

it('says what is wrong with the file, at the place that names it', async () => {
  project.write('workflows/own.crease.yaml', experiment);
  const missing = await project.crease(['check']);
  expect(missing.code).toBe(1);
  expect(missing.out).toContain('there is no file `models/net.json`');
  project.write('workflows/models/net.json', '{"inputDim": 2, "activation": "tanh", "layers": []}');
  const smooth = await project.crease(['check']);
  expect(smooth.out).toContain('error[CR0553]: workflows/models/net.json: the activation tanh');
  expect(smooth.out).toContain('--> workflows/own.crease.yaml:7:11');
});
