import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PlannedExperiment } from '../prepare.ts';
import { againWords, type Chosen } from '../run/again.ts';
import { lengthOfTime, type Options, UsageError, wholeNumber } from '../usage.ts';
import { logFolder, slurmScript } from './script.ts';

/** Options that shape a job array. */
export const slurmOptions = {
  tasks: { type: 'string', default: '4' },
  cpus: { type: 'string', default: '2' },
  time: { type: 'string', default: '4h' },
  sbatch: { type: 'string', multiple: true, default: [] },
} as const satisfies Options;

export const slurmHelp = `  --tasks N            Tasks of the job array, each with an equal part of the cells; 4 unless said
  --cpus N             Cores and worker processes of a task; 2 unless said
  --time LENGTH        Longest time of a task, such as 4h; it is queued again and goes on where it was. 4h unless said
  --sbatch OPTION      One more option of sbatch, such as --sbatch partition=short; may be repeated`;

interface Values extends Chosen {
  readonly tasks: string;
  readonly cpus: string;
  readonly time: string;
  readonly sbatch: readonly string[];
}

/** The script that runs the experiments as a job array, by this very program. */
export function scriptFor(experiments: readonly PlannedExperiment[], values: Values): string {
  const folder = process.cwd();
  mkdirSync(join(folder, logFolder), { recursive: true });
  return slurmScript({
    folder,
    tasks: wholeNumber('--tasks', values.tasks, 1, 10_000),
    cpus: wholeNumber('--cpus', values.cpus, 1, 1024),
    limit: lengthOfTime('--time', values.time),
    sbatch: values.sbatch.map((option) => option.replace(/^--/, '')),
    command: [process.execPath, process.argv[1], ...againWords(experiments, values).slice(1)],
  });
}

/** Hands a script to Slurm; answers with the id of the job. */
export function submit(script: string): string {
  const { stdout, stderr, status, error } = spawnSync('sbatch', ['--parsable'], {
    input: script,
    encoding: 'utf8',
  });
  if (error)
    throw new UsageError(`sbatch does not run here (${error.message}): call it where Slurm's commands are.`);
  if (status !== 0) throw new UsageError(`sbatch refused the job: ${stderr.trim()}`);
  return stdout.trim().split(';')[0];
}
