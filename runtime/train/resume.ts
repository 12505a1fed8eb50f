import type { Measured } from '../measure/measured.ts';
import type { Observed, Observer } from '../measure/observer.ts';
import type { CheckpointStore, SavedTraining } from '../store/checkpoints.ts';
import type { NpyArray } from '../store/record.ts';
import { fromJson, type JsonNumber, toJson } from '../store/sealed.ts';
import type { Checkpoint } from './checkpoint.ts';

/** What of a kept training is no array. */
interface Facts {
  readonly step: number;
  readonly divergence?: string;
  readonly observed: readonly {
    readonly key: string;
    readonly failure?: string;
    /** Of each moment that was measured, in order. */
    readonly certificates: readonly Readonly<Record<string, JsonNumber>>[];
  }[];
}

/**
 * Where the training kept under `key` goes on, with what was measured on the way put back into its observer;
 * undefined where it starts anew, because nothing is kept or a measurement asks for a moment that has passed.
 */
export function resumeTraining(
  store: CheckpointStore,
  key: string,
  observer: Observer,
): Checkpoint | undefined {
  const saved = store.read(key);
  if (saved === undefined) return undefined;
  const { step, divergence } = saved.facts as Facts;
  if (!observer.resume(observedIn(saved), step)) return undefined;
  const states = Object.entries(within(saved.arrays, 'states')).map(([name, { data }]) => [name, data]);
  const loss = saved.arrays.loss.data as Float64Array;
  return { step, states: Object.fromEntries(states), loss, ...(divergence !== undefined && { divergence }) };
}

/** Keeps a training, and what was measured on the way, under its content key. */
export function keepTraining(
  store: CheckpointStore,
  key: string,
  { step, states, loss, divergence }: Checkpoint,
  observer: Observer,
): void {
  if (step === 0) return;
  const { observed } = observer;
  const facts: Facts = {
    step,
    divergence,
    observed: observed.map(({ key: own, failure, measured }) => ({
      ...{ key: own, failure },
      certificates: measured.map(({ certificate }) => mapValues(certificate, toJson)),
    })),
  };
  const arrays = {
    ...placed('states', mapValues(states, asArray)),
    loss: asArray(loss),
    ...Object.assign({}, ...observed.map(arraysOf)),
  };
  store.write(key, { facts, arrays });
}

const asArray = (data: NpyArray['data']): NpyArray => ({ shape: [data.length], data });

/** Drawings are kept of the last moment only, as in records. */
function arraysOf({ key, measured }: Observed): Record<string, NpyArray> {
  const last = measured.length - 1;
  const each = measured.map(({ arrays, drawing = {} }, i) => ({
    ...placed(`${key}/${i}/arrays`, arrays),
    ...(i === last && placed(`${key}/${i}/drawing`, drawing)),
  }));
  return Object.assign({}, ...each);
}

function observedIn({ facts, arrays }: SavedTraining): Observed[] {
  return (facts as Facts).observed.map(({ key, failure, certificates }) => ({
    ...{ key, failure },
    measured: certificates.map((certificate, i): Measured => {
      const drawing = within(arrays, `${key}/${i}/drawing`);
      return {
        arrays: within(arrays, `${key}/${i}/arrays`),
        ...(Object.keys(drawing).length > 0 && { drawing }),
        certificate: mapValues(certificate, fromJson),
      };
    }),
  }));
}

/** The arrays with their names below `place`, and back. */
function placed(place: string, arrays: Readonly<Record<string, NpyArray>>): Record<string, NpyArray> {
  return Object.fromEntries(Object.entries(arrays).map(([name, array]) => [`${place}/${name}`, array]));
}
function within(arrays: Readonly<Record<string, NpyArray>>, place: string): Record<string, NpyArray> {
  const own = Object.entries(arrays).filter(([name]) => name.startsWith(`${place}/`));
  return Object.fromEntries(own.map(([name, array]) => [name.slice(place.length + 1), array]));
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
