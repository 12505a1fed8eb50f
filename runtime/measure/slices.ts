import type { Construct, DataSetting } from '../../compiler/plan/plan.ts';
import { principalSlice, type Slice, sliceThrough } from '../geometry/slice.ts';
import { orthonormal } from '../geometry/vector.ts';
import { MeasurementFailure } from './failure.ts';
import { examplesOf, type Points } from './points.ts';

type FindPart = (setting: DataSetting) => Points;

/**
 * The plane that a setting `slice` means, with u and v of length 1 and at right angles; undefined for the
 * plane of the two inputs. Throws a MeasurementFailure where examples span none.
 */
export function sliceOf(setting: Construct | undefined, points: FindPart): Slice | undefined {
  if (setting === undefined || setting.is === 'plane') return undefined;
  try {
    return makers[setting.is](setting, points);
  } catch (error) {
    if (error instanceof RangeError) throw new MeasurementFailure(error.message);
    throw error;
  }
}

const makers: Readonly<Record<string, (setting: Construct, points: FindPart) => Slice>> = {
  through(setting, points) {
    const { count, inputs } = samplesOf(setting, points);
    const size = inputs.length / count;
    const [a, b, c] = [0, 1, 2].map((i) => inputs.subarray(i * size, (i + 1) * size));
    return sliceThrough(a, b, c);
  },
  principal(setting, points) {
    const { count, inputs } = points(setting.points as DataSetting);
    return principalSlice(inputs, inputs.length / count);
  },
  slice({ origin, u, v }) {
    const directions = [u, v].map((vector) => Float64Array.from([vector].flat() as number[]));
    const [first, second] = orthonormal(directions, 1e-10);
    if (second === undefined) throw new RangeError('u and v of the slice span a line, not a plane');
    return { origin: [origin].flat() as number[], u: first, v: second };
  },
};

/** The three examples that a slice goes through. */
export function samplesOf(setting: Construct, points: FindPart): Points {
  const rows = (setting.samples as readonly number[]).map((sample) => sample - 1);
  return examplesOf(points(setting.points as DataSetting), Int32Array.from(rows));
}
