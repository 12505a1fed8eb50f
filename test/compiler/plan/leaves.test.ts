import { expect, it } from 'vitest';
import { changedLeaves, leafText } from '../../../compiler/plan/leaves.ts';
import type { Setting } from '../../../compiler/plan/plan.ts';

const layer = (units: number) => ({ is: 'layer', layer: { is: 'dense@1', units } });
const training = (changes: Record<string, Setting> = {}) => ({
  is: 'train',
  batch: 64,
  optimizer: { is: 'adam@1', rate: 0.01 },
  start: { is: 'initialize', network: { is: 'network', layers: [layer(4), layer(6), layer(2)] } },
  ...changes,
});
const changes = (after: Setting, before: Setting = training()) =>
  changedLeaves(before, after).map(
    (change) => `${change.path}: ${leafText(change.before)} → ${leafText(change.after)}`,
  );

it('finds nothing where nothing differs', () => {
  expect(changes(training())).toEqual([]);
});

it('names each leaf that differs, with both values', () => {
  expect(changes(training({ batch: 32, optimizer: { is: 'adam@1', rate: 0.02 } }))).toEqual([
    'batch: 64 → 32',
    'optimizer.rate: 0.01 → 0.02',
  ]);
});

it('fills in the default that keys leave out', () => {
  expect(changes(training({ optimizer: { is: 'adam@1' } }))).toEqual(['optimizer.rate: 0.01 → 0.001']);
});

it('takes constructs of different names as a whole, and of another version by their version', () => {
  expect(changes(training({ optimizer: { is: 'sgd@1', rate: 0.01 } }))).toEqual([
    'optimizer: adam(rate = 0.01) → sgd(rate = 0.01)',
  ]);
  expect(changes(training({ optimizer: { is: 'adam@2', rate: 0.01 } }))).toEqual([
    'optimizer.version: 1 → 2',
  ]);
});

it('says which item of a list came or went, and goes into those that stay', () => {
  const network = (...units: number[]) =>
    training({ start: { is: 'initialize', network: { is: 'network', layers: units.map(layer) } } });
  expect(changes(network(4, 8, 2))).toEqual(['start.network.layers[1].layer.units: 6 → 8']);
  expect(changes(network(4, 6, 6, 2))).toEqual(['start.network.layers[2]: nothing → dense(units = 6)']);
  expect(changes(network(4, 2))).toEqual(['start.network.layers[1]: dense(units = 6) → nothing']);
});
