import type { Loader } from './dataset.ts';
import { original } from './derived.ts';

/** The other data set with a share of the labels of each part replaced. */
export const labelNoise: Loader = (settings, need) => {
  const { inputs, labels: right, parts } = original(settings, need);
  const classes = need.spec.classes as number;
  const labels = Int32Array.from(right!);
  const trained = 'train' in parts ? 'train' : 'all';
  for (const part of Object.keys(parts)) {
    if (part !== trained && (part === 'all' || !settings.everywhere)) continue;
    const stream = need.draw(`labels of ${part}`);
    const order = stream.permutation(parts[part].length);
    for (const place of order.slice(0, Math.round((settings.share as number) * order.length))) {
      const example = parts[part][place];
      labels[example] = (labels[example] + 1 + stream.integer(classes - 1)) % classes;
    }
  }
  return { inputs, labels, parts };
};
