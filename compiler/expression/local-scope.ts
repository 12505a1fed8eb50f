import type { Related, Report } from '../diagnostics/diagnostic.ts';
import { joined, type Scope } from './scope.ts';
import type { Value } from './values.ts';

/** `outer` with more names, which hide those of the file. */
export function localScope(outer: Scope, values: ReadonlyMap<string, Value>, report = outer.report): Scope {
  return {
    ...outer,
    report,
    file: outer.file ?? outer,
    names: () => joined(values, outer.names()),
    knows: (name) => values.has(name) || outer.knows(name),
    arm: (axis) => (values.has(axis) ? undefined : outer.arm(axis)),
    written: (name) => (values.has(name) ? undefined : outer.written(name)),
    lookup: (name, span) => values.get(name) ?? outer.lookup(name, span),
  };
}

/** Adds a place to whatever is reported, such as where the network is called that has the mistake. */
export const withRelated =
  (report: Report, place: Related): Report =>
  (diagnostic) =>
    report({ ...diagnostic, related: [...diagnostic.related, place] });
