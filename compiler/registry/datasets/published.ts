import type { Construct, DataSpec } from '../../plan/plan.ts';
import { type Parameter, type Refusal, refused, type Settings } from '../construct.ts';
import { percent, share, stratifiedParameter } from './split.ts';

/** A file that others publish. */
export interface PublishedFile {
  readonly name: string;
  /** Where it is published. */
  readonly url: string;
  /** SHA-256 of its bytes as published; stands in content keys. */
  readonly sha256: string;
  /** SHA-256 of other packings of the same content, such as Debian's. */
  readonly same?: readonly string[];
}

/** What documentation says of where files are looked for. */
export const whereFilesAre = (name: string, debian?: string) =>
  [
    `The files are looked for in the folder that the environment variable \`CREASE_DATA\` names, in \`.crease/data\` of the project${debian ? `, and where Debian's package \`${debian}\` puts them` : ''};`,
    `\`crease data get ${name}\` fetches them. Their content is checked each time they are read.`,
  ].join(' ');

/** The parameters of a published data set with `count` training images. */
export const publishedParameters = (count: number): readonly Parameter[] => [
  {
    name: 'train',
    about: 'number of training images that are used, drawn by the seed of the experiment',
    type: { kind: 'number', unit: 'count', whole: true, min: 1, max: count },
    default: count,
  },
  {
    name: 'validation',
    about: 'share of these kept for the part `validation`',
    type: share,
    default: 0,
  },
  stratifiedParameter,
];

/** The description of a published data set, whose test images are all in the part `test`. */
export function publishedSpec(
  name: string,
  settings: Settings,
  { shape, tests }: { readonly shape: readonly number[]; readonly tests: number },
): DataSpec | Refusal {
  const source: Construct = { is: name, ...settings };
  const parts = partsOf(settings.train as number, settings.validation as number, tests);
  return refused(parts) ? parts : { source, shape, classes: 10, parts };
}

function partsOf(used: number, share: number, test: number): Readonly<Record<string, number>> | Refusal {
  const validation = Math.round(share * used);
  const train = used - validation;
  if (train < 1 || (share > 0 && validation < 1))
    return {
      refused: `${percent(share)} of ${used} training images for validation leaves a part without images`,
      help: 'take another share, or more training images',
    };
  return { all: used + test, train, ...(validation > 0 && { validation }), test };
}
