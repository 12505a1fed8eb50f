/**
 * node test/fuzz/compile.ts [--runs 200000] [--seed 1]
 *
 * Damages experiment files at random and holds the compiler to what it promises of any text: it answers, within a
 * second, with a plan or an error, and every place that it names lies inside the text and parts no character.
 * Prints what broke, with the text, and figures; exit code 1 where anything did.
 */
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { base } from '../support/experiment.ts';
import { checkAnswers, checkText } from './check.ts';
import { mutate, type Random, randomFrom } from './mutate.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The files that are damaged: the published experiments, the small one of the tests, the corpus of mistakes. */
export const seeds = (): string[] => [
  base,
  ...[
    'test/fuzz/*.yaml',
    'workflows/*.crease.yaml',
    'workflows/networks/*.yaml',
    'test/compiler/corpus/*.yaml',
  ]
    .flatMap((pattern) => globSync(pattern, { cwd: root }).sort())
    .map((file) => readFileSync(`${root}/${file}`, 'utf8')),
];

export interface Figures {
  runs: number;
  plans: number;
  diagnostics: number;
  /** The slowest run: its milliseconds of processor time, so that a busy machine does not count, and its text. */
  slowest: { readonly milliseconds: number; readonly text: string };
  readonly codes: Map<string, number>;
  readonly failures: { readonly problem: string; readonly text: string }[];
}

/** The first texts, which are sound, as often as all the others. */
const chosen = (texts: readonly string[], random: Random) =>
  texts[random(random(2) === 0 ? Math.min(7, texts.length) : texts.length)];

/** Every run has a random state of its own, so that one can be repeated alone. */
export function fuzz(texts: readonly string[], runs: number, seed: number): Figures {
  const figures: Figures = {
    runs,
    plans: 0,
    diagnostics: 0,
    slowest: { milliseconds: 0, text: '' },
    codes: new Map(),
    failures: [],
  };
  for (let run = 0; run < runs; run++) {
    const random = randomFrom(seed * 1_000_003 + run);
    const text = mutate(chosen(texts, random), chosen(texts, random), random);
    const start = process.cpuUsage();
    try {
      const { diagnostics } = checkText(text);
      if (random(8) === 0) checkAnswers(text, random);
      figures.diagnostics += diagnostics.length;
      if (diagnostics.every(({ severity }) => severity !== 'error')) figures.plans++;
      for (const { code } of diagnostics) figures.codes.set(code, (figures.codes.get(code) ?? 0) + 1);
    } catch (error) {
      figures.failures.push({ problem: `run ${run}: ${(error as Error).stack}`, text });
    }
    const { user, system } = process.cpuUsage(start);
    const milliseconds = (user + system) / 1000;
    if (milliseconds > figures.slowest.milliseconds) figures.slowest = { milliseconds, text };
  }
  return figures;
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { runs: { type: 'string', default: '200000' }, seed: { type: 'string', default: '1' } },
  });
  const [runs, seed] = [Number(values.runs), Number(values.seed)];
  const start = performance.now();
  const { plans, diagnostics, slowest, codes, failures } = fuzz(seeds(), runs, seed);
  for (const { problem, text } of failures.slice(0, 10)) console.log(`${problem}\n--- text\n${text}\n---\n`);
  const seconds = (performance.now() - start) / 1000;
  const often = [...codes].sort((a, b) => b[1] - a[1]).slice(0, 12);
  console.log(
    `${runs} files from seed ${seed} in ${seconds.toFixed(0)} s (${(runs / seconds).toFixed(0)} a second)`,
  );
  console.log(
    `${plans} compile, ${diagnostics} diagnostics of ${codes.size} codes: ${often.map(([code, n]) => `${code} ${n}`).join(', ')}`,
  );
  const isSlow = slowest.milliseconds > 1000;
  if (isSlow) console.log(`--- slowest text\n${slowest.text}\n---`);
  console.log(`slowest ${slowest.milliseconds.toFixed(0)} ms; ${failures.length} failures`);
  process.exitCode = failures.length > 0 || isSlow ? 1 : 0;
}
