import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

/** A Slurm of one node on this machine, for a test. */
export interface Slurm {
  /** To be added to the environment of whoever talks to it. */
  readonly env: Record<string, string>;
  /** Calls one of Slurm's commands; answers with what it prints. */
  readonly call: (command: string, ...args: string[]) => string;
  readonly stop: () => Promise<void>;
}

/** Why no Slurm can be started here; undefined where one can. */
export function slurmIsMissing(): string | undefined {
  if (process.getuid?.() !== 0) return 'its daemons need root here';
  try {
    for (const program of ['slurmctld', 'slurmd', 'sbatch'])
      execFileSync('which', [program], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'Slurm is not installed: apt-get install --no-install-recommends slurm-wlm';
  }
}

/** Starts the daemons from a configuration of their own, and waits for the node. */
export async function startSlurm(cpus: number): Promise<Slurm> {
  const folder = mkdtempSync(join(tmpdir(), 'crease-slurm-'));
  const conf = join(folder, 'slurm.conf');
  mkdirSync(join(folder, 'state'));
  mkdirSync(join(folder, 'spool'));
  writeFileSync(conf, configuration(folder, cpus));
  const env = { SLURM_CONF: conf };
  const daemon = (...command: string[]) =>
    spawn(command[0], command.slice(1), { env: { ...process.env, ...env }, stdio: 'ignore' });
  const daemons = [daemon('slurmctld', '-D', '-c'), daemon('slurmd', '-D', '-N', hostname())];
  const call = (command: string, ...args: string[]) =>
    execFileSync(command, args, {
      env: { ...process.env, ...env },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  await until(() => call('sinfo', '-h', '-o', '%t').trim() === 'idle');
  return {
    env,
    call,
    async stop() {
      for (const each of daemons.reverse()) await end(each);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until something holds; what throws does not hold yet. */
export async function until(holds: () => boolean, seconds = 60): Promise<void> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    try {
      if (holds()) return;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    if (Date.now() > end) throw new Error(`not after ${seconds} s: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function end(daemon: ChildProcess): Promise<unknown> {
  if (daemon.exitCode !== null) return Promise.resolve();
  const ended = new Promise((resolve) => daemon.once('close', resolve));
  daemon.kill('SIGTERM');
  return ended;
}

function configuration(folder: string, cpus: number): string {
  const host = hostname();
  const [port, other] = [20_000 + (process.pid % 10_000), 31_000 + (process.pid % 10_000)];
  return `ClusterName=crease
SlurmctldHost=${host}(127.0.0.1)
SlurmUser=root
AuthType=auth/none
CredType=cred/none
SlurmctldPort=${port}
SlurmdPort=${other}
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
SlurmctldLogFile=${folder}/slurmctld.log
SlurmdLogFile=${folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
MpiDefault=none
ReturnToService=2
KillWait=5
SlurmdParameters=config_overrides
SchedulerParameters=batch_sched_delay=0,sched_min_interval=0,sched_interval=1
NodeName=${host} NodeAddr=127.0.0.1 CPUs=${cpus} State=UNKNOWN
PartitionName=all Nodes=${host} Default=YES MaxTime=INFINITE State=UP
`;
}
