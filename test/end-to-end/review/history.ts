import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { compile } from '../../../compiler/compile.ts';
import { canonicalLines } from '../../../compiler/plan/canonical.ts';
import type { Plan } from '../../../compiler/plan/plan.ts';
import { collectResults } from '../../../runtime/results/collect.ts';
import { committedOf } from '../../../runtime/results/committed.ts';
import type { ReadRecord } from '../../../runtime/store/record.ts';

/** What a cell's measurement comes to; undefined where the cell diverged. */
export type Finding = (
  arms: Readonly<Record<string, string>>,
  replicate: number,
  plan: Plan,
) => number | undefined;

/** A repository with a history that a test writes. */
export class History {
  readonly folder = mkdtempSync(join(tmpdir(), 'crease-review-'));

  constructor() {
    this.git('init', '-q', '-b', 'main');
    this.git('config', 'user.name', 'A');
    this.git('config', 'user.email', 'a@example.org');
  }

  git(...parameters: string[]): string {
    const dates = { GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z', GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z' };
    const options = {
      cwd: this.folder,
      env: { ...process.env, ...dates },
      stdio: ['ignore', 'pipe', 'ignore'],
    };
    return execFileSync('git', parameters, { ...options, encoding: 'utf8' } as { encoding: 'utf8' });
  }

  path = (name: string, ending = '.crease.yaml') => join(this.folder, 'workflows', `${name}${ending}`);
  text = (name: string) => readFileSync(this.path(name), 'utf8');

  write(name: string, text: string, ending?: string): void {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name, ending), text);
  }

  edit(name: string, before: string, after: string, ending?: string): void {
    const parts = readFileSync(this.path(name, ending), 'utf8').split(before);
    if (parts.length !== 2) throw new Error(`"${before}" stands ${parts.length - 1} times in ${name}`);
    this.write(name, parts.join(after), ending);
  }

  /** Does what a run would do to the results beside an experiment, with numbers that are made up. */
  run(name: string, finding: Finding, numerics = 'made up'): void {
    const source = { file: `workflows/${name}.crease.yaml`, text: this.text(name) };
    const { plan, diagnostics } = compile([source], { numerics });
    if (!plan) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
    const results = collectResults(plan, source, recordsOf(plan, finding));
    this.write(name, canonicalLines(committedOf(plan, results)), '.results.json');
  }

  commit(message: string): void {
    this.git('add', '-A');
    this.git('commit', '-q', '--allow-empty', '-m', message);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function recordsOf(plan: Plan, finding: Finding): ReadRecord {
  const steps = new Map(plan.steps.map((step) => [step.key, step]));
  const cells = new Map(plan.cells.map((cell) => [cell.id, cell]));
  const variants = new Map(plan.variants.map(({ id, arms }) => [id, arms]));
  return (key) => {
    const step = steps.get(key)!;
    const { variant, replicate } = cells.get(step.cell)!;
    const value = finding(variants.get(variant)!, replicate, plan);
    return {
      ...{ key, preimage: step.preimage, certificate: {}, names: ['value'] },
      ...(value === undefined
        ? { outcome: 'diverged', reason: 'the loss became infinite at step 312' }
        : { outcome: 'done' }),
      array: () => ({ shape: [], data: Float64Array.of(value ?? Number.NaN) }),
      weights: () => undefined,
    };
  };
}
