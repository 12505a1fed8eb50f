import type { Construct } from '../../compiler/plan/plan.ts';
import type { PiecewiseAffineNetwork } from '../geometry/network.ts';
import { readNetworkFile } from '../networks/read.ts';

const opened = new Map<string, PiecewiseAffineNetwork>();

/**
 * The network that a plan names by its file, read once a process.
 * @throws where the file holds another network than when the plan was made
 */
export function fileNetwork({ path, sha256 }: Construct): PiecewiseAffineNetwork {
  const known = opened.get(sha256 as string);
  if (known !== undefined) return known;
  const file = readNetworkFile(path as string);
  if (file.sha256 !== sha256)
    throw new Error(`${path} has changed since the experiment was compiled: run it again`);
  opened.set(file.sha256, file.network);
  return file.network;
}
