import { absolute } from './absolute.ts';
import { averagePool } from './average_pool.ts';
import { batchNorm } from './batch_norm.ts';
import { batchRenorm } from './batch_renorm.ts';
import { bias } from './bias.ts';
import { conv2d } from './conv2d.ts';
import { dense } from './dense.ts';
import { dropout } from './dropout.ts';
import { elu } from './elu.ts';
import { flatten } from './flatten.ts';
import { foldStatistics } from './fold_statistics.ts';
import { fromFile } from './from_file.ts';
import { gelu } from './gelu.ts';
import { globalAveragePool } from './global_average_pool.ts';
import { groupNorm } from './group_norm.ts';
import { hardTanh } from './hard_tanh.ts';
import { instanceNorm } from './instance_norm.ts';
import type { LayerRecord } from './layer.ts';
import { layerNorm } from './layer_norm.ts';
import { leakyRelu } from './leaky_relu.ts';
import { maxPool } from './max_pool.ts';
import { relu } from './relu.ts';
import { relu6 } from './relu6.ts';
import { residualSum } from './residual_sum.ts';
import { sigmoid } from './sigmoid.ts';
import { silu } from './silu.ts';
import { softplus } from './softplus.ts';
import { tanh } from './tanh.ts';

/** Everything that may stand in `network.layers`, by the name that an author writes. */
export const layers = {
  absolute,
  average_pool: averagePool,
  batch_norm: batchNorm,
  batch_renorm: batchRenorm,
  bias,
  conv2d,
  dense,
  dropout,
  elu,
  flatten,
  fold_statistics: foldStatistics,
  from_file: fromFile,
  gelu,
  global_average_pool: globalAveragePool,
  group_norm: groupNorm,
  hard_tanh: hardTanh,
  instance_norm: instanceNorm,
  layer_norm: layerNorm,
  leaky_relu: leakyRelu,
  max_pool: maxPool,
  relu,
  relu6,
  residual_sum: residualSum,
  sigmoid,
  silu,
  softplus,
  tanh,
} as const satisfies Record<string, LayerRecord>;

export type LayerName = keyof typeof layers;
