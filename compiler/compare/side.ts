import type { Committed, CommittedCell } from '../plan/committed.ts';
import { renamingOf } from '../plan/moved.ts';

type Arms = Readonly<Record<string, string>>;

/** One side of a comparison, in the names of the later one. */
export interface Side {
  readonly of: Committed;
  /** Arms by id of the variant. */
  readonly variants: ReadonlyMap<string, Arms>;
  /** By arms and replicate, whatever the order of the axes. */
  readonly cells: ReadonlyMap<string, SideCell>;
  readonly measurement: (name: string) => string;
  readonly arms: (before: Arms) => Arms;
  /** A claim's text as it would be written now. */
  readonly text: (written: string) => string;
  /** The setting of a path as it is now called. */
  readonly path: (path: string) => string;
}

export interface SideCell extends CommittedCell {
  readonly id: string;
  readonly arms: Arms;
}

/** The earlier side of a comparison is translated by what the later one says of its names. */
export function sideOf(of: Committed, moved: Committed['moved'] = []): Side {
  const renaming = renamingOf(moved);
  const variants = new Map(
    Object.entries(of.variants).map(([id, arms]) => [id, renaming.arms(arms)] as const),
  );
  const cells = Object.entries(of.cells).map(([id, cell]): [string, SideCell] => {
    const arms = variants.get(cell.variant) ?? {};
    const keys = renamed(cell.keys, renaming.measurement);
    const values = renamed(cell.values, renaming.measurement);
    return [cellName(arms, cell.replicate), { ...cell, id, arms, keys, values }];
  });
  const words = new Map(
    moved.filter(({ kind }) => kind !== 'experiment').map(({ from, to }) => [from, to] as const),
  );
  return {
    of,
    variants,
    cells: new Map(cells),
    measurement: renaming.measurement,
    arms: renaming.arms,
    text: (written) => written.replace(/[\p{L}\p{N}_]+/gu, (word) => words.get(word) ?? word),
    path: (path) => renamedPath(path, renaming),
  };
}

export const cellName = (arms: Arms, replicate: number) => `${armsName(arms)} ${replicate}`;
export const armsName = (arms: Arms) => JSON.stringify(Object.entries(arms).sort());

function renamed<T>(map: Readonly<Record<string, T>>, to: (name: string) => string): Record<string, T> {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [to(name), value]));
}

function renamedPath(path: string, { arms, measurement }: ReturnType<typeof renamingOf>): string {
  const [, section, name, rest] = /^(axes|tune|measure)\.([^.]+)(.*)$/s.exec(path) ?? [];
  if (section === undefined) return path;
  if (section === 'measure') return `measure.${measurement(name)}${rest}`;
  const [[axis, arm]] = Object.entries(arms({ [name]: rest.slice(1) }));
  return `${section}.${axis}${rest === '' ? '' : `.${arm}`}`;
}
