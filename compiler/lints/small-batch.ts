import { smallBatch } from '../diagnostics/codes/lints.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { batchStatisticsOf } from '../program/network.ts';
import type { Lint } from './lint.ts';

const least = 8;

/** Normalization by the statistics of fewer than eight examples; of one it is an own warning. */
export const checkSmallBatch: Lint = ({ variants, syntax, report }) => {
  for (const { network, training } of variants) {
    if (!training || training.batch >= least || training.batch === 1) continue;
    const whole = network.layers.find(({ layer }) => batchStatisticsOf(layer)?.examples === null);
    const layer = whole?.layer.is;
    const at = syntax.train?.batch?.span;
    if (!layer || !at) continue;
    report(diagnose(smallBatch, at, { batch: training.batch, layer }));
    return;
  }
};
