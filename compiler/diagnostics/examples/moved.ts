import type { Examples } from './example.ts';

/** The experiment with lines of `moved`. */
const moved = (...lines: readonly string[]) => ({
  right: 'charts:\n',
  wrong: `moved:\n${lines.map((line) => `  ${line}\n`).join('')}charts:\n`,
});

/** CR039: what was called otherwise before. */
export const movedExamples: Examples = {
  CR0390: moved('network.normalization: axes.norm'),
  CR0391: moved('axes.normalization: axes.nrom'),
  CR0392: moved('measure.near: measure.error'),
  CR0393: moved('measure.accuracy: axes.norm'),
  CR0394: moved('axes.norm.none: axes.norm.plain', 'axes.norm.bias: axes.norm.plain'),
};
