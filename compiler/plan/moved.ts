import type { Moved } from './plan.ts';

/** Translates the names that results had before their experiment was renamed into those of now. */
export interface Renaming {
  /** Names of experiments that this one was. */
  readonly experiments: readonly string[];
  readonly arms: (before: Readonly<Record<string, string>>) => Record<string, string>;
  readonly measurement: (before: string) => string;
}

export function renamingOf(moved: readonly Moved[] = []): Renaming {
  const find = (kind: Moved['kind'], from: string, axis?: string) =>
    moved.find((each) => each.kind === kind && each.from === from && each.axis === axis)?.to ?? from;
  return {
    experiments: moved.filter(({ kind }) => kind === 'experiment').map(({ from }) => from),
    arms: (before) =>
      Object.fromEntries(
        Object.entries(before).map(([axis, arm]) => {
          const now = find('axis', axis);
          return [now, find('arm', arm, now)];
        }),
      ),
    measurement: (before) => find('measurement', before),
  };
}

/** A renaming as the line of the file that says it. */
export function movedLine({ kind, from, to, axis }: Moved): string {
  if (kind === 'axis') return `axes.${from}: axes.${to}`;
  if (kind === 'arm') return `axes.${axis}.${from}: axes.${axis}.${to}`;
  return kind === 'measurement' ? `measure.${from}: measure.${to}` : `experiment.${from}: experiment.${to}`;
}
