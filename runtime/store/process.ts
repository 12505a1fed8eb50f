import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** One process of one machine: the number alone is given to another process sooner or later. */
export interface ProcessName {
  readonly host: string;
  /** Where its number means something: the host, its last start, and the container. */
  readonly machine: string;
  readonly pid: number;
  /** When it started, in the units of its system; missing where that cannot be told. */
  readonly started?: string;
}

/** The process that calls. */
export function thisProcess(): ProcessName {
  return { host: hostname(), machine: machine(), pid: process.pid, started: startOf(process.pid) };
}

/** Whether a process has ended for certain: of another machine's processes nothing can be told. */
export function hasEnded(named: ProcessName): boolean {
  if (named.machine !== machine()) return false;
  if (!runs(named.pid)) return true;
  return named.started !== undefined && startOf(named.pid) !== named.started;
}

function machine(): string {
  const boot = attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
  const container = attempt(() => readlinkSync('/proc/self/ns/pid'));
  return [hostname(), boot, container].filter(Boolean).join(' ');
}

/** Signal 0 only asks; a process of another user answers with EPERM. */
function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Field 22 of Linux's `/proc/PID/stat`: clock ticks since the machine started. The name in field 2 may hold spaces. */
function startOf(pid: number): string | undefined {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
