import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Step } from '../compiler/plan/plan.ts';
import type { Engine } from './engine.ts';
import { nameOfStep } from './explain/previous.ts';
import { type Experiment, type RunOptions, run } from './run.ts';
import { openStore, placeOf } from './store/store.ts';

/** What came of computing sealed cells once more. */
export interface Replay {
  readonly cells: readonly { readonly experiment: string; readonly cell: string }[];
  readonly steps: number;
  /** Steps whose records are not the same, byte for byte, and the files in which they differ. */
  readonly differences: readonly {
    readonly experiment: string;
    readonly cell: string;
    readonly step: string;
    readonly key: string;
    readonly files: readonly string[];
  }[];
}

/**
 * Computes `count` cells that are wholly sealed again, in an empty store of their own, and compares what is
 * sealed with what was. Cells are taken in the order of their keys, which are hashes: at random, but the same each time.
 */
export async function replay(
  experiments: readonly Experiment[],
  count: number,
  engine: Engine,
  options: RunOptions,
): Promise<Replay> {
  const folder = join(options.root, '.crease');
  const chosen = chooseCells(experiments, count, folder);
  const scratch = mkdtempSync(join(tmpdir(), 'crease-replay-'));
  try {
    const wanted = experiments.map(({ plan }) => {
      const cells = new Set(
        chosen.filter(({ experiment }) => experiment === plan.experiment).map(({ cell }) => cell),
      );
      return (step: Step) => cells.has(step.cell);
    });
    const parts = experiments.map((experiment, i) => ({ ...experiment, wanted: wanted[i] }));
    await run(parts, engine, { ...options, store: scratch, collect: 'when complete' });
    const steps = parts.flatMap((part) =>
      part.plan.steps.filter(part.wanted).map((step) => ({ step, part })),
    );
    const differences = steps.flatMap(({ step, part }) => {
      const files = differentFiles(placeOf(folder, step.key), placeOf(scratch, step.key));
      const what = {
        experiment: part.plan.experiment,
        cell: step.cell,
        step: nameOfStep(step),
        key: step.key,
      };
      return files.length > 0 ? [{ ...what, files }] : [];
    });
    return { cells: chosen, steps: steps.length, differences };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function chooseCells(experiments: readonly Experiment[], count: number, folder: string): Replay['cells'] {
  const { read } = openStore(folder);
  const sealed = (step: Step) => (read(step.key)?.outcome ?? 'failed') !== 'failed';
  const cells = experiments.flatMap(({ plan, wanted = () => true }) =>
    [...Map.groupBy(plan.steps.filter(wanted), ({ cell }) => cell)].map(([cell, steps]) => ({
      ...{ experiment: plan.experiment, cell, steps },
      order: steps[0].key,
    })),
  );
  const chosen: { experiment: string; cell: string }[] = [];
  for (const { experiment, cell, steps } of cells.sort((a, b) => (a.order < b.order ? -1 : 1))) {
    if (chosen.length === count) break;
    if (steps.every(sealed)) chosen.push({ experiment, cell });
  }
  return chosen;
}

/** Names of the files that are not in both folders with the same bytes. */
function differentFiles(one: string, other: string): string[] {
  const names = new Set([one, other].flatMap((folder) => (existsSync(folder) ? readdirSync(folder) : [])));
  return [...names].sort().filter((name) => {
    const [a, b] = [join(one, name), join(other, name)];
    return !existsSync(a) || !existsSync(b) || !readFileSync(a).equals(readFileSync(b));
  });
}
