import { existsSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { placeFile } from './files.ts';

let jobs = 0;

/** A name for a job that no other job of any process has; in the order of time. */
export function newJobId(): string {
  const time = new Date().toISOString().replace(/[-:.]/g, '');
  return `${time}-${hostname().replace(/[^\w-]/g, '_')}-${process.pid}-${++jobs}`;
}

const place = (folder: string, job: string) => join(folder, 'logs', `${job}.log`);

/** Keeps what the worker of a job wrote; `folder` is that of the store. */
export function keepLog(folder: string, job: string, output: string): void {
  placeFile(output, join(folder, 'tmp', `${job}.log`), place(folder, job));
}

/** What the worker of a job wrote; undefined where it wrote nothing. */
export function readLog(folder: string, job: string): string | undefined {
  const file = place(folder, job);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
