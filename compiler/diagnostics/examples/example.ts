import type { DataFileFacts } from '../../registry/datasets/file-facts.ts';
import type { NetworkFileFacts } from '../../registry/layers/from_file.ts';

/** One mistake: what stands right in the experiment below, and how it was written wrong. */
export interface Example {
  /** Missing where `wrong` is a file of its own. */
  readonly right?: string;
  readonly wrong: string;
  /** What else has to be written, right and in its place, for the mistake to show. */
  readonly more?: readonly (readonly [before: string, after: string])[];
  /** The profile under which the mistake shows. */
  readonly profile?: string;
  /** Other files of the project, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** What is known of network files, by path. */
  readonly networks?: Readonly<Record<string, NetworkFileFacts>>;
  /** What is known of data files, by `factsKey`. */
  readonly data?: Readonly<Record<string, DataFileFacts>>;
  /** Files of published data sets that are not there. */
  readonly absent?: Readonly<Record<string, readonly string[]>>;
}
export type Examples = Readonly<Record<string, Example>>;

/** The experiment that every mistake is made in. */
export const experiment = `crease: 1
title: A small experiment
seed: 7
replicates: 3
data:
  points: two_moons(count = 60, test = 50%)
  anywhere: uniform_box(count = 20, around = points)
axes:
  norm:
    plain: bias(zeros())
    batch: batch_norm()
  rate: [1e-3, 1e-2]
network:
  input: points
  layers:
    - repeat: 2
      layers:
        - dense(8, bias = none)
        - norm
        - relu()
    - dense(points.classes)
train:
  data: points.train
  loss: cross_entropy()
  optimizer: adam(rate = rate)
  batch: 10
  epochs: 4
measure:
  error:
    value: accuracy(points.test)
  curve:
    value: accuracy(points.test)
    every: 5 steps
  near:
    value: boundary_distance(points.train)
    at: [initial, final]
  crowd:
    value: boundaries_within(points.train, radius = log_range(0.01, 1, count = 3))
    by: layer
  cells:
    value: partition(window = square(3))
claims:
  better:
    says: It helps.
    expect: error[norm = batch] > error[norm = plain]
    per: rate
charts:
  learning:
    title: Learning
    mark: line
    encoding:
      x: step
      y: curve
      color: norm
      column: rate
profiles:
  quick:
    replicates: 2
    train.epochs: 1
`;
