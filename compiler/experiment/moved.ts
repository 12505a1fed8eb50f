import {
  movedAcross,
  movedNowhere,
  movedTogether,
  notMovable,
  notMoved,
} from '../diagnostics/codes/moved.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { Moved } from '../plan/plan.ts';
import type { Span } from '../source/span.ts';
import type { YamlMap } from '../source/yaml-tree.ts';

/** What an experiment is called, and everything in it whose name results carry. */
export interface MovableNames {
  readonly experiment: string;
  readonly axes: readonly { readonly name: string; readonly arms: readonly { readonly name: string }[] }[];
  readonly measurements: readonly string[];
}

/** One side of a line: `axes.norm.batch` is an arm of the axis `norm`. */
interface Name {
  readonly kind: Moved['kind'];
  readonly axis?: string;
  readonly name: string;
}
interface Line {
  readonly from: { readonly text: string; readonly span: Span };
  readonly to: { readonly text: string; readonly span: Span };
}

/** The paths by which `moved` names things: `axes.norm`, `axes.norm.batch`, `measure.error`, `experiment.first`. */
export function movablePaths({ experiment, axes, measurements }: MovableNames): string[] {
  return [
    ...axes.flatMap(({ name, arms }) => [`axes.${name}`, ...arms.map((arm) => `axes.${name}.${arm.name}`)]),
    ...measurements.map((name) => `measure.${name}`),
    `experiment.${experiment}`,
  ];
}

/** Reads `moved: {axes.norm: axes.normalization}`: what was called otherwise before. Chains lead to what is there now. */
export function resolveMoved(
  section: YamlMap | undefined,
  names: MovableNames,
  report: Report,
): readonly Moved[] {
  const known = movablePaths(names);
  const lines = (section?.entries ?? []).flatMap(({ key, value }): Line[] => {
    if (value?.kind === 'scalar') return [{ from: key, to: value }];
    report(diagnose(movedNowhere, value?.span ?? key.span, { path: '', known }));
    return [];
  });
  const next = new Map(lines.map(({ from, to }) => [from.text, to.text]));
  const taken = new Map<string, string>();
  return lines.flatMap(({ from, to }) => {
    const now = followed(to.text, next);
    const [old, becomes] = [nameOf(from.text), nameOf(now)];
    if (!old) return refuse(notMovable, from.span, { path: from.text, nearest: nearest(from.text, known) });
    if (known.includes(from.text)) return refuse(notMoved, from.span, { path: from.text });
    if (!becomes || !known.includes(now))
      return refuse(movedNowhere, to.span, { path: to.text, nearest: nearest(to.text, known), known });
    const axis = old.axis === undefined ? undefined : followedAxis(old.axis, next);
    if (old.kind !== becomes.kind || axis !== becomes.axis)
      return refuse(movedAcross, to.span, { from: from.text, to: to.text });
    const other = taken.get(to.text);
    if (other !== undefined) return refuse(movedTogether, to.span, { to: to.text, other });
    taken.set(to.text, from.text);
    return [{ kind: old.kind, from: old.name, to: becomes.name, ...(axis !== undefined && { axis }) }];
  });

  function refuse<Data>(entry: Parameters<typeof diagnose<Data>>[0], span: Span, data: Data): [] {
    report(diagnose(entry, span, data));
    return [];
  }
}

/** What a path is called now; a circle ends where it began, at a name that nothing has. */
function followed(path: string, next: ReadonlyMap<string, string>): string {
  const seen = new Set<string>();
  let now = path;
  while (next.has(now) && !seen.has(now)) {
    seen.add(now);
    now = next.get(now)!;
  }
  return now;
}

const followedAxis = (axis: string, next: ReadonlyMap<string, string>) =>
  followed(`axes.${axis}`, next).replace(/^axes\./, '');

function nameOf(path: string): Name | undefined {
  const [, section, name, arm] = /^(axes|measure|experiment)\.([^.]+)(?:\.(.+))?$/.exec(path) ?? [];
  if (section === 'axes')
    return arm === undefined ? { kind: 'axis', name } : { kind: 'arm', axis: name, name: arm };
  if (section === undefined || arm !== undefined) return undefined;
  return { kind: section === 'measure' ? 'measurement' : 'experiment', name };
}
