import { arc } from './arc.ts';
import { blobs } from './blobs.ts';
import { cifar10 } from './cifar10.ts';
import { circles } from './circles.ts';
import { csv } from './csv.ts';
import type { DatasetRecord } from './dataset.ts';
import { digits } from './digits.ts';
import { fashionMnist } from './fashion_mnist.ts';
import { gaussianClusters } from './gaussian_clusters.ts';
import { gaussianPoints } from './gaussian_points.ts';
import { idx } from './idx.ts';
import { imageFolder } from './image_folder.ts';
import { labelNoise } from './label_noise.ts';
import { mnist } from './mnist.ts';
import { npy } from './npy.ts';
import { spirals } from './spirals.ts';
import { standardize } from './standardize.ts';
import { star } from './star.ts';
import { take } from './take.ts';
import { twoMoons } from './two_moons.ts';
import { uniformBox } from './uniform_box.ts';
import { xor } from './xor.ts';

/** Everything that may stand in `data`, by the name that an author writes. */
export const datasets = {
  arc,
  blobs,
  cifar10,
  circles,
  csv,
  digits,
  fashion_mnist: fashionMnist,
  gaussian_clusters: gaussianClusters,
  gaussian_points: gaussianPoints,
  idx,
  image_folder: imageFolder,
  label_noise: labelNoise,
  mnist,
  npy,
  spirals,
  standardize,
  star,
  take,
  two_moons: twoMoons,
  uniform_box: uniformBox,
  xor,
} as const satisfies Record<string, DatasetRecord>;

export type DatasetName = keyof typeof datasets;
