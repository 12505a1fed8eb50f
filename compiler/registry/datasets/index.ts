import { arc } from './arc.ts';
import { blobs } from './blobs.ts';
import { circles } from './circles.ts';
import type { DatasetRecord } from './dataset.ts';
import { digits } from './digits.ts';
import { twoMoons } from './two_moons.ts';
import { uniformBox } from './uniform_box.ts';

/** Everything that may stand in `data`, by the name that an author writes. */
export const datasets = {
  arc,
  blobs,
  circles,
  digits,
  two_moons: twoMoons,
  uniform_box: uniformBox,
} as const satisfies Record<string, DatasetRecord>;

export type DatasetName = keyof typeof datasets;
