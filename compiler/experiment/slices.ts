import { noPlane, notThreeSamples, sampleOutsidePart, sliceLength } from '../diagnostics/codes/slices.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import type { Expression } from '../expression/tree.ts';
import type { Construct, DataSetting, DataSpec, Setting } from '../plan/plan.ts';
import type { Span } from '../source/span.ts';

/** The slice that a measurement cuts; undefined where that is the plane of the two inputs. */
export function sliceIn(construct: Construct): Construct | undefined {
  const slice = construct.slice as Construct | undefined;
  return slice?.is === 'plane' ? undefined : slice;
}

/** Where a call of a measurement says its slice. */
export function spanOfSlice(at: Expression): Span {
  const given = at.kind === 'call' ? at.arguments : [];
  return given.find(({ name }) => name?.name === 'slice')?.value.span ?? at.span;
}

/** Why a slice cannot be cut through a network of so many inputs. */
export function sliceProblem(
  slice: Construct,
  inputs: number,
  specs: Readonly<Record<string, DataSpec>>,
  span: Span,
): Diagnostic | undefined {
  if (slice.is === 'slice') return givenProblem(slice, inputs, span);
  const { name, part } = slice.points as DataSetting;
  const data = part === 'all' ? name : `${name}.${part}`;
  const count = specs[name].parts[part];
  if (slice.is === 'through') return samplesProblem(numbersOf(slice.samples), data, count, span);
  if (count >= 3) return undefined;
  return diagnose(noPlane, span, {
    reason: `${data} has ${count} examples, which vary in fewer than two directions`,
    help: 'take the principal components of at least three examples',
  });
}

function samplesProblem(
  samples: readonly number[],
  data: string,
  count: number,
  span: Span,
): Diagnostic | undefined {
  if (samples.length !== 3) return diagnose(notThreeSamples, span, { count: samples.length });
  const outside = samples.find((sample) => sample > count);
  if (outside !== undefined) return diagnose(sampleOutsidePart, span, { sample: outside, data, count });
  const twice = samples.find((sample, i) => samples.indexOf(sample) !== i);
  if (twice === undefined) return undefined;
  return diagnose(noPlane, span, {
    reason: `example ${twice} stands twice, and two examples make a line, not a plane`,
    help: 'name three different examples',
  });
}

function givenProblem(slice: Construct, inputs: number, span: Span): Diagnostic | undefined {
  const [origin, u, v] = [slice.origin, slice.u, slice.v].map(numbersOf);
  for (const [what, { length }] of Object.entries({ origin, u, v }))
    if (length !== inputs) return diagnose(sliceLength, span, { what, length, inputs });
  if (!parallel(u, v)) return undefined;
  return diagnose(noPlane, span, {
    reason:
      '`u` and `v` of the slice have the same direction, or one has none: they span a line, not a plane',
    help: 'give two directions that are not multiples of one another',
  });
}

/** Up to rounding, or one of them without length. */
function parallel(u: readonly number[], v: readonly number[]): boolean {
  const [a, b] = [u, v].map((vector) => {
    const largest = Math.max(...vector.map(Math.abs));
    const length = largest * Math.hypot(...vector.map((x) => x / (largest || 1)));
    return vector.map((x) => (length > 0 ? x / length : 0));
  });
  if ([a, b].some((vector) => vector.every((x) => x === 0))) return true;
  const along = a.reduce((sum, x, i) => sum + x * b[i], 0);
  return Math.hypot(...b.map((x, i) => x - along * a[i])) <= 1e-10;
}

/** A list of one number may be written as that number. */
const numbersOf = (setting: Setting): readonly number[] => [setting].flat() as number[];
