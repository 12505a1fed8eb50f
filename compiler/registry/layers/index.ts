import { absolute } from './absolute.ts';
import { batchNorm } from './batch_norm.ts';
import { bias } from './bias.ts';
import { dense } from './dense.ts';
import { flatten } from './flatten.ts';
import { foldStatistics } from './fold_statistics.ts';
import { fromFile } from './from_file.ts';
import type { LayerRecord } from './layer.ts';
import { leakyRelu } from './leaky_relu.ts';
import { relu } from './relu.ts';
import { residualSum } from './residual_sum.ts';

/** Everything that may stand in `network.layers`, by the name that an author writes. */
export const layers = {
  absolute,
  batch_norm: batchNorm,
  bias,
  dense,
  flatten,
  fold_statistics: foldStatistics,
  from_file: fromFile,
  leaky_relu: leakyRelu,
  relu,
  residual_sum: residualSum,
} as const satisfies Record<string, LayerRecord>;

export type LayerName = keyof typeof layers;
