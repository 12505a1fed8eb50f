import type { DataSpec } from '../../compiler/plan/plan.ts';
import { settingsOf } from '../../compiler/registry/construct.ts';
import type { DatasetName } from '../../compiler/registry/datasets/index.ts';
import { stream } from '../random/stream.ts';
import { arc } from './arc.ts';
import { idx, npy } from './arrays.ts';
import { blobs } from './blobs.ts';
import { circles } from './circles.ts';
import { csv } from './csv.ts';
import type { Dataset, Loader } from './dataset.ts';
import { digits } from './digits.ts';
import { gaussianClusters } from './gaussian_clusters.ts';
import { gaussianPoints } from './gaussian_points.ts';
import { imageFolder } from './image_folder.ts';
import { labelNoise } from './label_noise.ts';
import { cifar10, fashionMnist, mnist } from './published-images.ts';
import { spirals } from './spirals.ts';
import { split } from './split.ts';
import { standardize } from './standardize.ts';
import { star } from './star.ts';
import { take } from './take.ts';
import { twoMoons } from './two_moons.ts';
import { uniformBox } from './uniform_box.ts';
import { xor } from './xor.ts';

const loaders = {
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
} as const satisfies Record<DatasetName, Loader>;

/**
 * Makes or reads the data set that `spec` describes, and deals its examples to their parts. It follows from its settings and the seed
 * of the experiment, not from the name that the file gives it.
 * @param other finds the data set that this one is drawn around
 * @param replicate whose split it is, where each replicate has its own
 * @throws where a file is missing or damaged, or where the plan and the examples disagree
 */
export function loadData(
  spec: DataSpec,
  seed: number,
  other: (name: string) => Dataset,
  replicate?: number,
): Dataset {
  const name = spec.source.is as DatasetName;
  const draw = (purpose: string) => stream(seed, 'data', name, purpose);
  const settings = settingsOf(spec.source);
  const { inputs, labels, parts, tests } = loaders[name](settings, { spec, draw, other });
  verify(spec, inputs);
  const order = replicate === undefined ? draw('split') : stream(seed, 'data', name, 'split', replicate);
  const dealing = { tests, labels: settings.stratified ? labels : undefined };
  return {
    shape: spec.shape,
    classes: spec.classes,
    inputs,
    labels,
    parts: parts ?? split(spec.parts, order, dealing),
  };
}

/** The plan was checked and compiled with these numbers, so a difference must not go unseen. */
function verify({ source, shape, parts }: DataSpec, inputs: Float64Array): void {
  const planned = shape.reduce((product, length) => product * length, parts.all);
  if (inputs.length !== planned)
    throw new Error(
      `the plan expects ${parts.all} examples of shape ${shape.join('×')} from ${source.is}, which gave ${inputs.length} numbers instead of ${planned}: compile the experiment again`,
    );
}
