import { describe, expect, it } from 'vitest';
import { batches } from '../../../runtime/train/batches.ts';

const epoch = (draw: (step: number) => Int32Array, number: number) =>
  Array.from({ length: 3 }, (_, i) => [...draw(3 * number + i)]).flat();

describe('batches', () => {
  it('goes through a new order each epoch and drops what is left over', () => {
    const draw = batches(7, 1, 11, 3, false);
    const epochs = [0, 1, 2].map((number) => epoch(draw, number));
    for (const seen of epochs) {
      expect(seen).toHaveLength(9);
      expect(new Set(seen).size).toBe(9);
      expect(seen.every((example) => example >= 0 && example < 11)).toBe(true);
    }
    expect(new Set(epochs.map(String)).size).toBe(3);
    expect(new Set(epochs.flat()).size).toBe(11);
  });

  it('depends on seed, replicate and step alone', () => {
    const draw = batches(7, 1, 11, 3, false);
    const later = [...draw(7)];
    draw(0);
    expect([...draw(7)]).toEqual(later);
    expect([...batches(7, 1, 11, 3, false)(7)]).toEqual(later);
    expect(epoch(batches(7, 2, 11, 3, false), 2)).not.toEqual(epoch(draw, 2));
    expect(epoch(batches(8, 1, 11, 3, false), 2)).not.toEqual(epoch(draw, 2));
  });

  it('keeps what is left over as a smaller batch, where asked', () => {
    const draw = batches(7, 1, 11, 3, true);
    const steps = Array.from({ length: 8 }, (_, step) => [...draw(step)]);
    expect(steps.map(({ length }) => length)).toEqual([3, 3, 3, 2, 3, 3, 3, 2]);
    for (const epoch of [steps.slice(0, 4), steps.slice(4)]) expect(new Set(epoch.flat()).size).toBe(11);
    expect(steps[0]).toEqual([...batches(7, 1, 11, 3, false)(0)]);
  });
});
