#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { nearest } from '../compiler/diagnostics/nearest.ts';
import { StoreUnusable } from '../runtime/store/unusable.ts';
import { reportCrash } from './crash.ts';
import { folded } from './fold.ts';
import { UsageError } from './usage.ts';
import { version } from './version.ts';

interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  readonly help: string;
  /** Resolves to the exit code. */
  run(args: string[]): Promise<number>;
}

/** Loaded when needed: no command waits for what another one needs. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  init: () => import('./commands/init.ts'),
  check: () => import('./commands/check.ts'),
  fmt: () => import('./commands/fmt.ts'),
  plan: () => import('./commands/plan.ts'),
  run: () => import('./commands/run.ts'),
  status: () => import('./commands/status.ts'),
  logs: () => import('./commands/logs.ts'),
  verify: () => import('./commands/verify.ts'),
  slurm: () => import('./commands/slurm.ts'),
  show: () => import('./commands/show.ts'),
  matrix: () => import('./commands/matrix.ts'),
  eval: () => import('./commands/eval.ts'),
  explain: () => import('./commands/explain.ts'),
  diff: () => import('./commands/diff.ts'),
  report: () => import('./commands/report.ts'),
  build: () => import('./commands/build.ts'),
  serve: () => import('./commands/serve.ts'),
  partition: () => import('./commands/partition.ts'),
  store: () => import('./commands/store.ts'),
  gc: () => import('./commands/gc.ts'),
  data: () => import('./commands/data.ts'),
  schema: () => import('./commands/schema.ts'),
  lsp: () => import('./commands/lsp.ts'),
  doctor: () => import('./commands/doctor.ts'),
};

// Keeps compiled modules between calls: a command loads some 300 of them.
enableCompileCache();

async function main([name, ...args]: string[]): Promise<number> {
  if (name === '--version' || name === '-v') return print(version);
  if (name === undefined || name === '--help' || name === '-h') return print(await overview());
  if (name === 'help')
    return print(args[0] === undefined ? await overview() : folded((await find(args[0])).help));
  const command = await find(name);
  if (asksForHelp(args)) return print(folded(command.help));
  return command.run(args);
}

async function find(name: string): Promise<Command> {
  if (Object.hasOwn(commands, name)) return commands[name]();
  const guess = nearest(name, Object.keys(commands));
  throw new UsageError(`there is no command '${name}'.${guess ? ` Did you mean '${guess}'?` : ''}`);
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end < 0 ? undefined : end).some((arg) => arg === '--help' || arg === '-h');
}

async function overview(): Promise<string> {
  const lines = Object.entries(commands).map(
    async ([name, load]) => `  ${name.padEnd(11)}${(await load()).summary}`,
  );
  return `Usage: crease COMMAND [options]

Experiments on the geometry of deep networks: an experiment is a file, running it gives records,
and the records publish as a website.

Commands:
${(await Promise.all(lines)).join('\n')}

crease help COMMAND explains one of them, with examples; crease --version prints the version.

A first experiment:
  crease init               makes one that works, in an empty folder
  crease check              finds mistakes in workflows/*.crease.yaml without running anything
  crease run                runs what has not been run yet; running again does only what changed
  crease build              writes the website and prints where to open it`;
}

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

function explain(error: unknown, args: readonly string[]): number {
  const command = Object.hasOwn(commands, args[0] ?? '') ? ` ${args[0]}` : '';
  if (error instanceof StoreUnusable) {
    process.stderr.write(`crease${command}: ${error.message}\n`);
    return 3;
  }
  if (!(error instanceof UsageError)) return reportCrash(error, args);
  process.stderr.write(`crease${command}: ${error.message}\nSee \`crease${command} --help\`.\n`);
  return 2;
}

// A reader that has seen enough, such as `head`, closes the pipe: that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

const args = process.argv.slice(2);
process.exitCode = await main(args).catch((error) => explain(error, args));
