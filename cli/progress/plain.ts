import { describeRow } from './row.ts';
import type { Row } from './state.ts';
import type { View } from './view.ts';

/** Milliseconds between two signs of life of an experiment. */
const heartbeat = 10_000;

/** A line when an experiment is planned and when it is through, and now and then in between. */
export function plainView(say: (line: string) => void, now: () => number = Date.now): View {
  const last = new Map<string, { line: string; open: number; at: number }>();

  function update(rows: () => Row[]): void {
    for (const row of rows()) {
      const before = last.get(row.experiment);
      const open = row.cells - row.cached - row.done - row.failed;
      const through = open === 0 && before?.open !== 0;
      if (before && !through && now() - before.at < heartbeat) continue;
      const line = `${row.experiment}: ${describeRow(row)}`;
      if (line !== before?.line) say(line);
      last.set(row.experiment, { line, open, at: now() });
    }
  }

  return { update, say, close: () => {} };
}
