import { readdirSync, readFileSync } from 'node:fs';
import { chain, type PiecewiseAffineNetwork } from '../../../runtime/geometry/network.ts';
import type { Slice } from '../../../runtime/geometry/slice.ts';

/** A network with an exactly known partition; see test/oracles/partition/README.md. */
export interface Oracle {
  readonly name: string;
  readonly network: PiecewiseAffineNetwork;
  readonly window: number[];
  readonly slice: Slice | undefined;
  readonly expected: {
    readonly regions: number;
    readonly regionsAfterLayer: number[];
    readonly windowArea: number;
    readonly smallestArea: number;
    readonly areaQuantiles: Record<string, number>;
  };
}

export const oracleFolder = new URL('../../oracles/partition/', import.meta.url).pathname;

export const oracleFiles = (folder: string = oracleFolder): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => `${folder}/${name}`);

export function readOracle(path: string): Oracle {
  const { name, inputDim, activation, negativeSlope, layers, window, slice, expected } = JSON.parse(
    readFileSync(path, 'utf8'),
  );
  const slope = activation === 'relu' ? 0 : negativeSlope;
  const network = chain(
    inputDim,
    layers.map(({ W, b }: { W: number[][]; b: number[] }, l: number) => ({
      inputs: W[0].length,
      outputs: W.length,
      weights: Float64Array.from(W.flat()),
      bias: Float64Array.from(b),
      slope: l + 1 < layers.length ? slope : undefined,
    })),
  );
  return { name, network, window: window.flat(), slice, expected };
}
