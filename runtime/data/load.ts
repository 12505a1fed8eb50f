import type { DataSpec } from '../../compiler/plan/plan.ts';
import { settingsOf } from '../../compiler/registry/construct.ts';
import type { DatasetName } from '../../compiler/registry/datasets/index.ts';
import { stream } from '../random/stream.ts';
import { arc } from './arc.ts';
import { blobs } from './blobs.ts';
import { circles } from './circles.ts';
import type { Dataset, Examples, Loader } from './dataset.ts';
import { digits } from './digits.ts';
import { split } from './split.ts';
import { twoMoons } from './two_moons.ts';
import { uniformBox } from './uniform_box.ts';

const loaders = {
  arc,
  blobs,
  circles,
  digits,
  two_moons: twoMoons,
  uniform_box: uniformBox,
} as const satisfies Record<DatasetName, Loader>;

/**
 * Makes or reads the data set that `spec` describes, and deals its examples to their parts. It follows from its settings and the seed
 * of the experiment, not from the name that the file gives it.
 * @param other finds the data set that this one is drawn around
 * @param replicate whose split it is, where each replicate has its own
 * @throws where a shipped file is missing or damaged, or where the plan and the examples disagree
 */
export function loadData(
  spec: DataSpec,
  seed: number,
  other: (name: string) => Dataset,
  replicate?: number,
): Dataset {
  const name = spec.source.is as DatasetName;
  const draw = (purpose: string) => stream(seed, 'data', name, purpose);
  const examples = loaders[name](settingsOf(spec.source), { spec, draw, other });
  verify(spec, examples);
  const order = replicate === undefined ? draw('split') : stream(seed, 'data', name, 'split', replicate);
  return { shape: spec.shape, classes: spec.classes, ...examples, parts: split(spec.parts, order) };
}

/** The plan was checked and compiled with these numbers, so a difference must not go unseen. */
function verify({ source, shape, parts }: DataSpec, { inputs }: Examples): void {
  const planned = shape.reduce((product, length) => product * length, parts.all);
  if (inputs.length !== planned)
    throw new Error(
      `the plan expects ${parts.all} examples of shape ${shape.join('×')} from ${source.is}, which gave ${inputs.length} numbers instead of ${planned}: compile the experiment again`,
    );
}
