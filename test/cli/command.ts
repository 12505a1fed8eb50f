import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A folder to call `crease` in. */
export interface Project {
  readonly folder: string;
  write(file: string, text: string): void;
  /** Runs `crease` to its end; `onErr` is told when it writes to stderr while it runs, `onOut` what to stdout. */
  crease(
    args: readonly string[],
    env?: Record<string, string>,
    onErr?: (child: ChildProcess) => void,
    onOut?: (child: ChildProcess, text: string) => void,
  ): Promise<Ended>;
  remove(): void;
}

export function createProject(): Project {
  const folder = mkdtempSync(join(tmpdir(), 'crease-cli-'));
  return {
    folder,
    write(file, text) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    },
    crease(args, env = {}, onErr = () => {}, onOut = () => {}) {
      const child = spawn(process.execPath, [main, ...args], {
        cwd: folder,
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let [out, err] = ['', ''];
      child.stdout.on('data', (text) => {
        out += text;
        onOut(child, String(text));
      });
      child.stderr.on('data', (text) => {
        err += text;
        onErr(child);
      });
      return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** An experiment that takes next to no time: nothing is trained. */
export const smallExperiment = `crease: 1
title: A small experiment
seed: 7
replicates: 2
data:
  points: arc(count = 10, radius = 1, angle = 140deg, noise = 0.05)
axes:
  offsets:
    random: bias(normal(sd = 1))
    batch: batch_norm()
network:
  input: points
  layers:
    - dense(4, bias = none)
    - offsets
    - relu()
measure:
  nearest:
    value: boundary_distance(points)
claims:
  closer:
    says: Batch statistics bring boundaries closer.
    expect: mean(nearest, over = sample)[offsets = batch] < mean(nearest, over = sample)[offsets = random]
profiles:
  few:
    replicates: 2
allow:
  CR0908: two replicates are enough to see that it runs
`;
