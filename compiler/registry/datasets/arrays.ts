import type { Setting } from '../../plan/plan.ts';
import type { Parameter, Refusal, Settings } from '../construct.ts';
import type { Known, KnownFile } from './dataset.ts';
import { type ArrayFacts, type DataForm, mostClasses } from './file-facts.ts';
import { labelled, unlabelled } from './labelled.ts';

/** The file with the labels. */
export const labelsParameter: Parameter = {
  name: 'labels',
  about: 'the file with the class of each example, counted from 0',
  type: { kind: 'file', none: true },
  default: null,
};

interface KnownArray extends KnownFile {
  readonly facts: ArrayFacts;
}

/** The description of examples in one file and their labels in another. */
export function describeArrays(is: string, inputs: string, settings: Settings, { file }: Known) {
  const examples = arrayOf(file(settings[inputs] as string, is as DataForm));
  const labels =
    settings.labels === null ? undefined : arrayOf(file(settings.labels as string, is as DataForm));
  if (!examples || (settings.labels !== null && !labels)) return undefined;
  const problem = problemOf(examples) ?? (labels && problemOfLabels(labels, examples));
  if (problem) return problem;
  const [count, ...each] = examples.facts.shape;
  const files: Record<string, Setting> = {
    [inputs]: examples.path,
    labels: labels ? labels.path : null,
    sha256: examples.facts.sha256,
    ...(labels && { labels_sha256: labels.facts.sha256 }),
  };
  const source = { is, ...settings, ...files };
  const shape = each.length === 0 ? [1] : each.length === 2 ? [...each, 1] : each;
  return labels
    ? labelled(source, shape, (labels.facts.whole as [number, number])[1] + 1, count)
    : unlabelled(source, shape, count);
}

function arrayOf(found: KnownFile | undefined): KnownArray | undefined {
  if (found && found.facts.form !== 'array')
    throw new Error('internal error: these are no facts of an array');
  return found as KnownArray | undefined;
}

function problemOf({ path, facts: { shape, odd } }: KnownArray): Refusal | undefined {
  if (odd)
    return {
      refused: `${path} has ${odd}`,
      help: 'examples are finite numbers: replace it, or remove the example',
    };
  if (shape.length >= 1 && shape.length <= 4 && shape.every((side) => side > 0)) return undefined;
  return {
    refused: `${path} has the shape [${shape.join(', ')}]`,
    help: 'examples have the shape [examples, features], [examples, height, width] or [examples, height, width, channels]',
  };
}

function problemOfLabels({ path, facts }: KnownArray, examples: KnownArray): Refusal | undefined {
  const [count] = examples.facts.shape;
  const { shape, whole } = facts;
  if (shape.length !== 1 || shape[0] !== count)
    return {
      refused: `${path} has the shape [${shape.join(', ')}], but ${examples.path} has ${count} examples`,
      help: `labels have the shape [${count}]: one number for each example`,
    };
  if (!whole)
    return {
      refused: `${path} has labels that are not whole numbers`,
      help: 'classes are counted 0, 1, 2, …',
    };
  const [least, greatest] = whole;
  if (least !== 0) return { refused: `the least label in ${path} is ${least}`, help: 'count classes from 0' };
  if (greatest >= mostClasses)
    return {
      refused: `the greatest label in ${path} is ${greatest}, which makes ${greatest + 1} classes`,
      help: `at most ${mostClasses} classes are taken, counted 0, 1, 2, …`,
    };
  return undefined;
}
