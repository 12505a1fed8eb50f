/**
 * node test/kill/run.ts [--instants 100] [--backend tensorflow] [--epochs 200] [--seed 1] [--sweep moons]
 *
 * Kills runs and their workers at random instants, resumes them, and prints what came of it. Ends with 1 where a
 * sealed byte differs, something sealed was run again, or a store does not verify.
 */
import { parseArgs } from 'node:util';
import { type Figures, killAtRandom, type Settings } from './kill.ts';

const { values } = parseArgs({
  options: {
    instants: { type: 'string', default: '100' },
    backend: { type: 'string', default: 'tensorflow' },
    epochs: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    sweep: { type: 'string', default: 'moons' },
  },
});
const figures: Figures = await killAtRandom({
  ...{ instants: Number(values.instants), seed: Number(values.seed), epochs: Number(values.epochs) },
  backend: values.backend as Settings['backend'],
  sweep: values.sweep as Settings['sweep'],
  say: (line) => console.log(line),
});
console.log(figures);
const { runTwice, different, problems } = figures;
process.exitCode = runTwice + different + problems === 0 ? 0 : 1;
