import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProject, type Project } from '../cli/command.ts';
import { type Slurm, slurmIsMissing, startSlurm, until } from '../support/slurm.ts';

/** 40 cells that are trained for a moment each. */
const experiment = `crease: 1
title: Forty cells
seed: 5
replicates: 20
data:
  moons: two_moons(count = 200, noise = 0.1, test = 30%)
axes:
  offsets:
    zero: bias(zeros())
    batch: batch_norm()
network:
  input: moons
  layers:
    - dense(16, bias = none)
    - offsets
    - relu()
    - dense(moons.classes)
train:
  data: moons.train
  loss: cross_entropy()
  optimizer: adam(rate = 0.01)
  batch: 20
  epochs: 20
measure:
  correct:
    value: accuracy(moons.test)
  crowding:
    value: boundaries_within(moons.train, radius = 0.2)
    at: [initial, final]
claims:
  better:
    says: It helps.
    expect: correct[offsets = batch] > correct[offsets = zero]
`;
const file = 'workflows/forty.crease.yaml';
const reference = ['--backend', 'reference'];

/** Every sealed byte, by path. */
function sealed({ folder }: Project): Record<string, string> {
  const store = join(folder, '.crease/store');
  const files = readdirSync(store, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !entry.name.includes('sidecar'),
  );
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(
    paths.map((path) => [
      path.slice(store.length),
      createHash('sha256').update(readFileSync(path)).digest('hex'),
    ]),
  );
}
const resultsOf = ({ folder }: Project) =>
  readFileSync(join(folder, '.crease/results/forty/results.json'), 'utf8');

const missing = slurmIsMissing();
if (missing) process.stderr.write(`Runs on Slurm are not tested: ${missing}\n`);

describe.skipIf(missing)('a run on Slurm', () => {
  let slurm: Slurm;
  const projects: Project[] = [];
  beforeAll(async () => {
    slurm = await startSlurm(4);
  });
  afterAll(async () => {
    for (const project of projects) project.remove();
    await slurm?.stop();
  });

  it('is complete and the same as here, though a task was killed and queued again', async () => {
    const [local, cluster] = [createProject(), createProject()];
    projects.push(local, cluster);
    for (const project of projects) project.write(file, experiment);
    expect(await local.crease(['run', ...reference, '--progress', 'none'])).toMatchObject({ code: 0 });

    const submitted = await cluster.crease(
      ['run', ...reference, '--on', 'slurm', '--tasks', '4', '--cpus', '1', '--time', '10m'],
      slurm.env,
    );
    expect(submitted, submitted.err).toMatchObject({ code: 0 });
    const job = /^Submitted job (\d+) of 4 tasks/.exec(submitted.out)![1];

    const states = (id = job) =>
      slurm.call('squeue', '-h', '-j', id, '-t', 'all', '-o', '%t').trim().split('\n');
    const second = `${job}_2`;
    await until(() => states(second).join() === 'R' && Object.keys(sealed(cluster)).length > 0);
    slurm.call('scontrol', 'requeue', second);
    await until(() => states(second).join() === 'PD');
    // Slurm lets a task that is queued again wait for two minutes.
    slurm.call('scontrol', 'update', `JobId=${second}`, 'StartTime=now');
    await until(() => states().every((state) => state === 'CD'), 120);
    expect(slurm.call('scontrol', 'show', 'job', second)).toContain('Restarts=1');

    expect(sealed(cluster)).toEqual(sealed(local));
    expect(Object.keys(sealed(cluster)).length).toBeGreaterThanOrEqual(40 * 3);
    expect(resultsOf(cluster)).toEqual(resultsOf(local));
    expect(JSON.parse(resultsOf(cluster)).cells).toHaveLength(40);
  });
});

it('prints what it would submit', async () => {
  const project = createProject();
  project.write(file, experiment);
  const options = ['--tasks', '8', '--cpus', '3', '--time', '1h30m', '--sbatch', 'partition=short'];
  const { code, out } = await project.crease(['slurm', 'script', ...reference, ...options]);
  expect(code).toBe(0);
  for (const option of ['array=1-8', 'cpus-per-task=3', 'time=01:30:00', 'requeue', 'partition=short'])
    expect(out).toContain(`#SBATCH --${option}\n`);
  expect(out).toContain(`run ${file} --backend reference --shard "$SLURM_ARRAY_TASK_ID/8" --jobs 3`);
  project.remove();
});
