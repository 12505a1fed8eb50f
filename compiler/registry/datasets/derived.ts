import type { Construct, DataSpec } from '../../plan/plan.ts';
import type { Parameter, Refusal, Settings } from '../construct.ts';
import type { Known } from './dataset.ts';

/** The data set that another one is made of. */
export const ofParameter: Parameter = {
  name: 'of',
  about: 'the data set that it is made of, or a part of it',
  type: { kind: 'points' },
};

/** The data set that `of` names, with the examples of the named part as `all` where it is one part. */
export function original(name: string, { of }: Settings, { other }: Known): DataSpec | Refusal {
  const { name: called, part } = of as Construct;
  const spec = other(called as string);
  if (!spec)
    return {
      refused: `${name} is made of ${called}, but no data set of that name comes before it`,
      help: `declare ${called} first`,
    };
  return part === 'all' ? spec : { ...spec, parts: { all: spec.parts[part as string] } };
}

/** The part that is trained on: `train`, or `all` where nothing is split off. */
export const trainingPart = ({ parts }: Pick<DataSpec, 'parts'>) => ('train' in parts ? 'train' : 'all');
