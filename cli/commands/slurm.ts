import { readBackend } from '../backend.ts';
import { experimentHelp, experimentOptions, experimentOptionsHelp } from '../experiments.ts';
import { prepare } from '../prepare.ts';
import { select } from '../run/select.ts';
import { scriptFor, slurmHelp, slurmOptions } from '../slurm/submit.ts';
import { parse, UsageError } from '../usage.ts';

export const summary = 'Print the job script of `crease run --on slurm`, to read and change';

export const help = `Usage: crease slurm script [FILES] [--tasks N] [--cpus N] [--time LENGTH] [--sbatch OPTION] [...]

Prints the script that \`crease run --on slurm\` submits: a job array whose tasks run parts of the cells over the
store in this folder, which all nodes must share. Before its time is up a task seals what it has and is queued
again; where a node fails Slurm queues its task again. What was sealed is never run twice, and the task that finds
all others done writes the results. \`crease status\` says how far they are.

${experimentHelp}

Options:
${slurmHelp}
  --only SELECTOR      As for \`crease run\`
${experimentOptionsHelp}
  --backend NAME       tensorflow, wasm or reference; the fastest that runs on this machine unless said

Examples:
  crease slurm script > job.sh && sbatch job.sh
  crease slurm script smart-start --tasks 16 --time 1h --sbatch partition=short --sbatch mem-per-cpu=2G

Exit codes:
  0  printed
  1  an experiment file has errors
  2  the command was not understood`;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    ...experimentOptions,
    ...slurmOptions,
    only: { type: 'string', multiple: true, default: [] },
    backend: { type: 'string' },
  });
  const [verb, ...files] = positionals;
  if (verb !== 'script')
    throw new UsageError(
      `it can print a script, but was given '${positionals.join(' ')}': crease slurm script.`,
    );
  const { backend, numerics } = await readBackend(values.backend);
  const prepared = prepare(files, values, numerics);
  if (!prepared) return 1;
  process.stdout.write(scriptFor(select(prepared, values), { ...values, backend }));
  return 0;
}
