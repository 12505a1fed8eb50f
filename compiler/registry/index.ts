import type { AugmentationRecord } from './augmentations/augmentation.ts';
import { augmentations } from './augmentations/index.ts';
import type { DatasetRecord } from './datasets/dataset.ts';
import { datasets } from './datasets/index.ts';
import type { FunctionRecord } from './functions/function.ts';
import { functions } from './functions/index.ts';
import { initializers } from './initializers/index.ts';
import type { InitializerRecord } from './initializers/initializer.ts';
import { layers } from './layers/index.ts';
import type { LayerRecord } from './layers/layer.ts';
import { losses } from './losses/index.ts';
import type { LossRecord } from './losses/loss.ts';
import { measurements } from './measurements/index.ts';
import type { MeasurementRecord } from './measurements/measurement.ts';
import { optimizers } from './optimizers/index.ts';
import type { OptimizerRecord } from './optimizers/optimizer.ts';
import { schedules } from './schedules/index.ts';
import type { ScheduleRecord } from './schedules/schedule.ts';

export type RegistryRecord =
  | DatasetRecord
  | LayerRecord
  | InitializerRecord
  | LossRecord
  | OptimizerRecord
  | AugmentationRecord
  | ScheduleRecord
  | MeasurementRecord
  | FunctionRecord;

/** Everything that can be called outside of claims, by name; names are unique across kinds. */
export const registry: ReadonlyMap<string, RegistryRecord> = new Map(
  [
    datasets,
    layers,
    initializers,
    losses,
    optimizers,
    schedules,
    augmentations,
    measurements,
    functions,
  ].flatMap((table) => Object.entries(table as Record<string, RegistryRecord>)),
);
