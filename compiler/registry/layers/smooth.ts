import type { Builder } from '../../program/build.ts';
import type { Ref } from '../../program/program.ts';
import type { Parameter, Settings } from '../construct.ts';
import type { LayerRecord } from './layer.ts';

/** Builds the record of an elementwise activation that is not piecewise linear from what is its own. */
export function smooth(own: {
  name: string;
  summary: string;
  about: string;
  source: string;
  parameters?: readonly Parameter[];
  example: string;
  lower: (build: Builder, x: Ref, settings: Settings) => Ref;
}): LayerRecord {
  return {
    ...own,
    parameters: own.parameters ?? [],
    kind: 'activation',
    version: 1,
    piecewiseAffine: false,
    shape: (input) => input,
    variables: () => [],
    lower: ({ build }, x, settings) => own.lower(build, x, settings),
  };
}
