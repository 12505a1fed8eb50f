import { expect, it } from 'vitest';
import { compile } from '../../../compiler/compile.ts';

/** Planned costs of the measurements of one cell, by name. */
function costs(measure: string): Record<string, number> {
  const text = `
crease: 1
title: Cost
data:
  points: two_moons(count = 1000, noise = 0.1)
  some: take(points, 10)
network:
  input: points
  layers:
    - dense(8, bias = none)
    - batch_norm()
    - relu()
    - dense(points.classes)
train:
  data: points
  loss: cross_entropy()
  optimizer: adam(rate = 0.01)
  batch: 10
  steps: 40
measure:
${measure}`;
  const { plan, diagnostics } = compile([{ file: 'cost.crease.yaml', text }], { numerics: 'test' });
  if (plan === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const measured = plan.steps.filter((step) => step.kind === 'measure');
  return Object.fromEntries(measured.map(({ measurement, cost }) => [measurement, cost]));
}

const end = (name: string) => `  ${name}:\n    value: accuracy(some)\n`;
const curve = '  curve:\n    value: accuracy(some)\n    every: 10 steps\n';
// Two operations for each of 1,000 points, and each of 2 · 8 weights and 8 units before the statistics.
const statistics = 2 * 1000 * (16 + 8);

it('counts the statistics of a moment once, however many measurements are taken there', () => {
  const { one: alone } = costs(end('one'));
  const { one, two } = costs(end('one') + end('two'));
  expect(one).toBe(two);
  expect(one + two).toBe(2 * alone - statistics);
});

it('counts all of them where a measurement is the only one', () => {
  const { one: alone } = costs(end('one'));
  const { one, curve: along } = costs(end('one') + curve);
  // Steps 0, 10, 20 and 30 by itself, and 40 with the other.
  expect(one).toBe(alone - statistics / 2);
  expect(along).toBe(5 * alone - statistics / 2);
});
