import { position } from '../../compiler/diagnostics/position.ts';
import {
  type LeafContext,
  valuesBehind,
  type WrittenValue,
  writtenValues,
} from '../../compiler/inspect/leaf-place.ts';
import type { LeafChange } from '../../compiler/plan/leaves.ts';
import type { Plan, Step } from '../../compiler/plan/plan.ts';
import { type KeptSource, readSource } from '../../runtime/store/sources.ts';
import type { Store } from '../../runtime/store/store.ts';

/** Where a changed leaf is written, as `file:line:column`; missing where it is written nowhere. */
export interface Places {
  readonly before?: string;
  readonly after?: string;
}

/** Finds places in an experiment's text, and in the text that a record was computed from. */
export function placesIn(experiment: KeptSource & { readonly plan: Plan }, store: Store) {
  const now = side(experiment);
  const then = new Map<string, Side | undefined>();
  const sideOf = (record: string) => {
    const hash = store.sidecar(record)?.source;
    if (hash === undefined) return undefined;
    if (!then.has(hash)) {
      const kept = readSource(store.folder, hash);
      then.set(hash, kept && side(kept));
    }
    return then.get(hash);
  };

  return ({ path }: LeafChange, step: Step, record: string): Places => {
    const context = contextOf(experiment.plan, step);
    const old = sideOf(record);
    const [after, before] = [now, old].map((each) => each && valuesBehind(path, each.values, context));
    const differs = (values: readonly WrittenValue[] = [], others: readonly WrittenValue[] = []) =>
      values.find(({ path, text }) => others.find((other) => other.path === path)?.text !== text) ??
      values[0];
    const [written, was] = [differs(after, before), differs(before, after)];
    return {
      ...(was && old && { before: old.place(was) }),
      ...(written && { after: now.place(written) }),
    };
  };
}

interface Side {
  readonly values: ReadonlyMap<string, WrittenValue>;
  readonly place: (value: WrittenValue) => string;
}

function side(source: KeptSource): Side {
  const texts = new Map(source.sources.map(({ file, text }) => [file, text]));
  return {
    values: writtenValues(source.sources[0], source),
    place({ span }) {
      const text = texts.get(span.file);
      if (text === undefined) return span.file;
      const { line, column } = position(text, span.start);
      return `${span.file}:${line}:${column}`;
    },
  };
}

function contextOf(plan: Plan, step: Step): LeafContext {
  const cell = plan.cells.find(({ id }) => id === step.cell);
  const variant = plan.variants.find(({ id }) => id === cell?.variant)!;
  return { variant, ...(step.kind === 'measure' && { measurement: step.measurement }) };
}

/** `file:4:3; before file:3:3`, as much of it as is known; short where both are of one file. */
export function placesText({ before, after }: Places): string {
  if (!after) return before ? `before ${before}` : '';
  if (!before) return after;
  const file = after.replace(/:\d+:\d+$/, '');
  return before.startsWith(`${file}:`)
    ? `${after}, before ${before.slice(file.length + 1)}`
    : `${after}, before ${before}`;
}
