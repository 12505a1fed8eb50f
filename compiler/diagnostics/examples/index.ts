import { compile } from '../../compile.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { chartsExamples } from './charts.ts';
import { claimsExamples } from './claims.ts';
import { dataFilesExamples } from './data-files.ts';
import { type Example, type Examples, experiment } from './example.ts';
import { expressionExamples } from './expression.ts';
import { importsExamples } from './imports.ts';
import { lintsExamples } from './lints.ts';
import { movedExamples } from './moved.ts';
import { namesExamples } from './names.ts';
import { networkExamples } from './network.ts';
import { networkFilesExamples } from './network-files.ts';
import { normalizationExamples } from './normalization.ts';
import { slicesExamples } from './slices.ts';
import { tuneExamples } from './tune.ts';
import { typesExamples } from './types.ts';
import { yamlExamples } from './yaml.ts';

/** A mistake of each kind, by code: its page shows what is really said about it. */
export const examples: Examples = {
  ...yamlExamples,
  ...expressionExamples,
  ...namesExamples,
  ...movedExamples,
  ...typesExamples,
  ...networkExamples,
  ...normalizationExamples,
  ...networkFilesExamples,
  ...dataFilesExamples,
  ...slicesExamples,
  ...claimsExamples,
  ...chartsExamples,
  ...importsExamples,
  ...tuneExamples,
  ...lintsExamples,
};

/** An example's own file among the others of its project. */
export const exampleFile = 'example.crease.yaml';

/** The files of an example and everything that is reported about them. */
export function compileExample({
  right,
  wrong,
  more = [],
  profile,
  files = {},
  networks,
  data,
  absent,
}: Example): {
  readonly sources: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
} {
  const start = right === undefined ? wrong : experiment.replace(right, () => wrong);
  const text = more.reduce((whole, [before, after]) => whole.replace(before, () => after), start);
  const sources = new Map([[exampleFile, text], ...Object.entries(files)]);
  const given = [...sources].map(([file, source]) => ({ file, text: source }));
  const options = { numerics: 'example', profile, networks, data, absent };
  const { needs, diagnostics } = compile(given, options);
  if (needs.length === 0) return { sources, diagnostics };
  return { sources, diagnostics: compile(given, { ...options, missing: needs }).diagnostics };
}
