import type { Keys } from './fields.ts';

/** The sections of an experiment file and their keys, with what each is for. */
export const experimentKeys = {
  crease: { about: 'version of the language', required: true, example: 'crease: 1' },
  title: {
    about: 'what the experiment asks or shows, in one line',
    required: true,
    example: 'title: Does it work?',
  },
  about: { about: 'a paragraph of context; Markdown', example: 'about: Why this matters.' },
  seed: { about: 'root of all random streams', example: 'seed: 2209' },
  replicates: {
    about: 'how often each arm is repeated with other random numbers',
    example: 'replicates: 10',
  },
  seeds: {
    about: 'the numbers of the replicates, instead of how many they are',
    example: 'seeds: [3, 5, 8]',
  },
  split: {
    about: 'deals data sets to their parts anew for each replicate',
    example: 'split: per replicate',
  },
  import: {
    about: 'fragments of other files, by the name that they have here',
    example: 'import: {blocks: ./blocks.crease.yaml}',
  },
  let: { about: 'values by name, for use in any expression', example: 'let: {width: 64}' },
  data: { about: 'data sets by name', required: true, example: 'data: {points: arc(count = 25)}' },
  axes: { about: 'what is varied: arms by name, or a list of values', example: 'axes: {rate: [1e-3, 1e-2]}' },
  where: {
    about: 'which combinations of arms are kept: a condition, or a list of them',
    example: 'where: not (norm == batch and rate > 0.01)',
  },
  network: {
    about: 'the network, layer by layer',
    required: true,
    example: 'network: {input: points, layers: [dense(6)]}',
  },
  train: {
    about: 'how it is trained; without it the untrained network is measured',
    example: 'train: {data: images.train, …}',
  },
  measure: {
    about: 'what is measured',
    required: true,
    example: 'measure: {nearest: {value: boundary_distance(points)}}',
  },
  claims: { about: 'what the author expects', example: 'claims: {closer: {says: …, expect: …}}' },
  charts: { about: 'what is drawn', example: 'charts: {curve: {mark: line, encoding: {x: step, y: curve}}}' },
  profiles: { about: 'named overrides of this file', example: 'profiles: {quick: {replicates: 2}}' },
} as const satisfies Keys<string>;

/** The sections of a file that gives names to others. */
export const fragmentKeys = {
  crease: experimentKeys.crease,
  import: experimentKeys.import,
  let: experimentKeys.let,
} as const satisfies Keys<string>;

export const networkKeys = {
  input: { about: 'the data set that flows in', required: true, example: 'input: points' },
  layers: { about: 'layers in order', required: true, example: 'layers: [dense(6), relu()]' },
} as const satisfies Keys<string>;

export const repeatKeys = {
  repeat: { about: 'how often', required: true, example: 'repeat: 4' },
  layers: { about: 'what is repeated', required: true, example: 'layers: [dense(6), relu()]' },
} as const satisfies Keys<string>;

export const trainKeys = {
  data: { about: 'the labelled examples to learn from', required: true, example: 'data: images.train' },
  loss: { about: 'what is minimised', required: true, example: 'loss: cross_entropy()' },
  optimizer: { about: 'how it is minimised', required: true, example: 'optimizer: adam(rate = 1e-3)' },
  batch: { about: 'examples in a mini-batch', required: true, example: 'batch: 64' },
  epochs: { about: 'passes through the data', required: true, example: 'epochs: 15' },
} as const satisfies Keys<string>;

export const measureKeys = {
  value: { about: 'the measurement', required: true, example: 'value: accuracy(images.test)' },
  at: { about: 'when: initial, final, or both', example: 'at: [initial, final]' },
  every: {
    about: 'along the training, at the start, every so many steps and at the end',
    example: 'every: 20 steps',
  },
  by: { about: 'indices to keep apart, such as layer', example: 'by: layer' },
} as const satisfies Keys<string>;

export const claimKeys = {
  says: { about: 'the claim in words', required: true, example: 'says: It helps.' },
  expect: {
    about: 'the claim as a comparison',
    required: true,
    example: 'expect: error[norm = batch] < error[norm = none]',
  },
  per: { about: 'axes over whose arms the claim is a family', example: 'per: rate' },
  exact: { about: 'true where it must hold in every replicate, without statistics', example: 'exact: true' },
} as const satisfies Keys<string>;

export const chartKeys = {
  title: { about: 'what the chart shows', required: true, example: 'title: Learning curves' },
  mark: { about: 'line or point', example: 'mark: line' },
  encoding: {
    about: "Vega-Lite's channels, by measurement, index or axis",
    example: 'encoding: {x: step, y: curve, color: norm}',
  },
  partition: { about: 'draws a measured partition instead', example: 'partition: cells' },
  overlay: { about: 'points to draw over the partition', example: 'overlay: points' },
  color: { about: 'what colours the boundaries of a partition', example: 'color: layer' },
  facet: { about: 'the axis whose arms stand side by side', example: 'facet: {column: offsets}' },
  replicate: { about: 'which replicate is drawn', example: 'replicate: 1' },
} as const satisfies Keys<string>;
