import type { WriteStream } from 'node:tty';
import { createLogUpdate } from 'log-update';
import { describeRow } from './row.ts';
import type { Row } from './state.ts';
import type { View } from './view.ts';

/** Milliseconds between two drawings. */
const interval = 100;
const barWidth = 16;

/** A row for each experiment, drawn in place. */
export function liveView(stream: WriteStream): View {
  const draw = createLogUpdate(stream);
  let current: () => Row[] = () => [];
  const paint = () => draw(drawRows(current(), stream.columns || 80));
  const timer = setInterval(paint, interval);
  return {
    update: (rows) => {
      current = rows;
    },
    say: (text) => draw.persist(text),
    close: () => {
      clearInterval(timer);
      paint();
      draw.done();
    },
  };
}

/** The rows as lines of at most `columns` characters, so that none wraps. */
export function drawRows(rows: readonly Row[], columns: number): string {
  const width = Math.max(...rows.map(({ experiment }) => experiment.length), 0);
  return rows
    .map((row) => `${row.experiment.padEnd(width)}  ${bar(row)}  ${describeRow(row)}`)
    .map((line) => (line.length < columns ? line : `${line.slice(0, columns - 2)}…`))
    .join('\n');
}

function bar({ cells, cached, done, failed }: Row): string {
  const filled = cells === 0 ? barWidth : Math.floor((barWidth * (cached + done + failed)) / cells);
  return '█'.repeat(filled) + '░'.repeat(barWidth - filled);
}
