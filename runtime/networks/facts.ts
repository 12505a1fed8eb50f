import { dirname, isAbsolute, relative } from 'node:path';
import type { NetworkFileFacts } from '../../compiler/registry/layers/from_file.ts';
import { bendsOf, outputSize } from '../geometry/network.ts';
import { inside } from './files.ts';
import { NetworkFileError } from './problem.ts';
import { readNetworkFile } from './read.ts';

/**
 * What the compiler wants to know of a network file that `experiment` names. The file must lie in the project: the
 * current folder, or for an experiment outside of it, the experiment's own.
 */
export function networkFacts(path: string, experiment: string): NetworkFileFacts {
  const outside = isAbsolute(experiment) || experiment.startsWith('..');
  const folder = outside ? dirname(experiment) : '.';
  try {
    inside(folder, relative(folder, path));
    const { network, inputShape, sha256 } = readNetworkFile(path);
    const widths = bendsOf(network).map(({ size }) => size);
    return { sha256, input: inputShape, widths, output: [outputSize(network)] };
  } catch (error) {
    if (error instanceof NetworkFileError) return { problem: error.message };
    throw error;
  }
}
