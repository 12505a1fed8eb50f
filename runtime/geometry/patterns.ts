import { emptyPattern, patternOfRow } from './carry.ts';
import { countPoints, evaluate } from './forward.ts';
import { inputSize, type PiecewiseAffineNetwork } from './network.ts';

export interface DistinctPatterns {
  /** Distinct activation patterns of the layers so far, after each layer; the last is that of the whole network. */
  readonly after: Uint32Array;
  /** [n] the first point with the same pattern of the whole network */
  readonly first: Uint32Array;
}

/**
 * The distinct activation patterns of points [n][inputs]: how many regions they stand in, layer after
 * layer. Memory grows with the distinct patterns, a byte for each unit.
 */
export function distinctPatterns(network: PiecewiseAffineNetwork, points: Float64Array): DistinctPatterns {
  const n = countPoints(points, inputSize(network));
  const pattern = emptyPattern(network);
  // A pattern so far is known by that of the layers before and the layer's own pieces.
  const known = pattern.map(() => new Map<string, number>());
  const firsts = pattern.map((): number[] => []);
  const first = new Uint32Array(n);
  evaluate(network, points, (values, start, rows) => {
    for (let r = 0; r < rows; r++) {
      patternOfRow(network, values, r, pattern);
      let number = 0;
      for (const [l, pieces] of pattern.entries()) {
        const name = `${number} ${latin1(pieces)}`;
        if (!known[l].has(name)) {
          known[l].set(name, known[l].size);
          firsts[l].push(start + r);
        }
        number = known[l].get(name)!;
      }
      first[start + r] = pattern.length === 0 ? 0 : firsts[pattern.length - 1][number];
    }
  });
  return { after: Uint32Array.from(known, ({ size }) => size), first };
}

/** One character for each byte. */
function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 4096)
    text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return text;
}
