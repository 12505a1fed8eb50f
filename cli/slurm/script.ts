import { shellCommand } from '../text.ts';

/** A job array that runs the shards of a run. */
export interface ArrayJob {
  /** The project's folder, on a file system that all nodes share. */
  readonly folder: string;
  readonly tasks: number;
  /** Cores of a task, each with a worker process. */
  readonly cpus: number;
  /** Seconds that a task may take before it is queued again. */
  readonly limit: number;
  /** More options of sbatch, such as `partition=short`. */
  readonly sbatch: readonly string[];
  /** `crease run` with everything but the shard, as words. */
  readonly command: readonly string[];
}

/** Seconds before its limit at which a task is told: time for what is computed to be sealed or checkpointed. */
const notice = 120;

/** The script of a job array. Nothing stays on the machine that submits it, and no task asks the scheduler for anything. */
export function slurmScript({ folder, tasks, cpus, limit, sbatch, command }: ArrayJob): string {
  const options = [
    'job-name=crease',
    `array=1-${tasks}`,
    'ntasks=1',
    `cpus-per-task=${cpus}`,
    `time=${clock(limit)}`,
    `signal=B:TERM@${Math.min(notice, Math.floor(limit / 2))}`,
    'requeue',
    'open-mode=append',
    `chdir=${folder}`,
    `output=${logFolder}/%A_%a.log`,
    ...sbatch,
  ];
  return `#!/bin/bash
${options.map((option) => `#SBATCH --${option}`).join('\n')}

# Each task runs its part of the cells; all share the store in ${folder}/.crease.
${shellCommand(command)} --shard "$SLURM_ARRAY_TASK_ID/${tasks}" --jobs ${cpus} --progress plain &
run=$!

# Slurm tells a task before its time is up: crease then seals what it has, and the task is queued again.
trap 'kill -TERM "$run"' TERM
code=143
while [ "$code" -eq 143 ]; do
  wait "$run"
  code=$?
done
case "$code" in
  # Interrupted; or told before it could listen.
  130 | 127) scontrol requeue "$SLURM_JOB_ID" ;;
esac
exit "$code"
`;
}

/** Where tasks write what they print, below the project's folder. */
export const logFolder = '.crease/slurm';

/** `1-02:30:00` */
function clock(seconds: number): string {
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  const days = Math.floor(seconds / 86_400);
  const time = [(seconds % 86_400) / 3600, (seconds % 3600) / 60, seconds % 60].map(two).join(':');
  return days > 0 ? `${days}-${time}` : time;
}
