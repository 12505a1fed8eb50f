import { describe, expect, test } from 'vitest';
import type { Construct } from '../../../compiler/plan/plan.ts';
import { augmentsOf } from '../../../runtime/train/augment.ts';

const [height, width, channels, count] = [4, 5, 2, 300];
const size = height * width * channels;
/** Every pixel another positive number, so that where it came from can be seen. */
const inputs = Float64Array.from({ length: count * size }, (_, i) => i + 1);
const data = { inputs, count };

function changed(list: Construct[], places: number[], epoch: number, replicate = 1, rows?: Int32Array) {
  const into = new Float64Array(places.length * size);
  augmentsOf(list, data, [height, width, channels], 7, replicate, rows)(Int32Array.from(places), epoch, into);
  return places.map((_, i) => into.subarray(i * size, (i + 1) * size));
}

/** Image `n` moved by hand: pixel [r][c] comes from [r − down][c − right]. */
function moved(n: number, down: number, right: number): number[] {
  const image: number[] = [];
  for (let r = 0; r < height; r++)
    for (let c = 0; c < width; c++)
      for (let k = 0; k < channels; k++) {
        const [y, x] = [r - down, c - right];
        const inside = y >= 0 && y < height && x >= 0 && x < width;
        image.push(inside ? n * size + (y * width + x) * channels + k + 1 : 0);
      }
  return image;
}

const everyPlace = Array.from({ length: count }, (_, i) => i);

describe('shift', () => {
  test('moves each image by one of the allowed distances, all of them about equally often', () => {
    const found = new Map<string, number>();
    changed([{ is: 'shift', by: 1 }], everyPlace, 0).forEach((image, n) => {
      const distances = [-1, 0, 1].flatMap((down) => [-1, 0, 1].map((right) => [down, right]));
      const match = distances.filter(([down, right]) => moved(n, down, right).join() === image.join());
      expect(match).toHaveLength(1);
      found.set(match.join(), (found.get(match.join()) ?? 0) + 1);
    });
    // 300 draws among nine: 33 expected each, with standard deviation 5.4.
    expect(found.size).toBe(9);
    for (const times of found.values()) expect(Math.abs(times - 300 / 9)).toBeLessThan(27);
  });
});

describe('flip', () => {
  test('mirrors about half of the images and leaves the others as they are', () => {
    let mirrored = 0;
    changed([{ is: 'flip' }], everyPlace, 0).forEach((image, n) => {
      if (image.join() === moved(n, 0, 0).join()) return;
      mirrored++;
      for (let r = 0; r < height; r++)
        for (let c = 0; c < width; c++)
          for (let k = 0; k < channels; k++)
            expect(image[(r * width + c) * channels + k]).toBe(
              n * size + (r * width + (width - 1 - c)) * channels + k + 1,
            );
    });
    // Binomial with 300 draws: standard deviation 8.7.
    expect(Math.abs(mirrored - 150)).toBeLessThan(44);
  });
});

describe('the change of an example', () => {
  const list: Construct[] = [{ is: 'shift', by: 2 }, { is: 'flip' }];

  test('does not depend on the batch that it is in, nor on what was asked before', () => {
    const whole = changed(list, everyPlace, 3);
    const again = augmentsOf(list, data, [height, width, channels], 7, 1);
    const into = new Float64Array(2 * size);
    for (const epoch of [0, 3]) again(Int32Array.of(250, 4), epoch, into);
    expect([...into]).toEqual([...whole[250], ...whole[4]]);
  });

  test('is another one in another epoch and another replicate', () => {
    const texts = [
      changed(list, everyPlace, 0),
      changed(list, everyPlace, 1),
      changed(list, everyPlace, 0, 2),
    ].map((images) => images.map((image) => image.join()).join());
    expect(new Set(texts).size).toBe(3);
  });

  test('belongs to its place in the training part, whatever its row in the data is', () => {
    const rows = Int32Array.of(9, 20, 30);
    const [image] = changed([{ is: 'shift', by: 1 }], [1], 0, 1, rows);
    const fits = [-1, 0, 1].flatMap((down) => [-1, 0, 1].map((right) => moved(20, down, right).join()));
    expect(fits).toContain(image.join());
  });
});
