import { marks } from '../lower/charts/marks.ts';
import { measurements } from '../registry/measurements/index.ts';
import type { Keys } from './fields.ts';

const byNames = [...new Set(Object.values(measurements).flatMap(({ by }) => Object.keys(by)))];

/** The sections of an experiment file and their keys, with what each is for. */
export const experimentKeys = {
  crease: {
    form: 'word',
    values: ['1'],
    about: 'version of the language',
    required: true,
    example: 'crease: 1',
  },
  title: {
    form: 'text',
    about: 'what the experiment asks or shows, in one line',
    required: true,
    example: 'title: Does it work?',
  },
  about: { form: 'text', about: 'a paragraph of context; Markdown', example: 'about: Why this matters.' },
  seed: { form: 'expression', about: 'root of all random streams', example: 'seed: 2209' },
  replicates: {
    form: 'expression',
    about: 'how often each arm is repeated with other random numbers',
    example: 'replicates: 10',
  },
  seeds: {
    form: 'expression',
    about: 'the numbers of the replicates, instead of how many they are',
    example: 'seeds: [3, 5, 8]',
  },
  split: {
    form: 'word',
    values: ['per replicate'],
    about: 'deals data sets to their parts anew for each replicate',
    example: 'split: per replicate',
  },
  import: {
    form: { named: 'word' },
    about: 'fragments of other files, by the name that they have here',
    example: 'import: {blocks: ./blocks.crease.yaml}',
  },
  let: {
    form: { named: 'expression' },
    about: 'values by name, for use in any expression',
    example: 'let: {width: 64}',
  },
  data: {
    form: { named: 'expression' },
    about: 'data sets by name',
    required: true,
    example: 'data: {points: arc(count = 25)}',
  },
  axes: {
    form: { named: 'arms' },
    about: 'what is varied: arms by name, or a list of values',
    example: 'axes: {rate: [1e-3, 1e-2]}',
  },
  tune: {
    form: { named: { section: 'tune' } },
    about: 'settings of which each arm gets the best of several values, chosen on validation data',
    example: 'tune: {rate: {values: [1e-3, 1e-2], by: accuracy(images.validation)}}',
  },
  where: {
    form: 'expressions',
    about: 'which combinations of arms are kept: a condition, or a list of them',
    example: 'where: not (norm == batch and rate > 0.01)',
  },
  networks: {
    form: { named: { section: 'networks' } },
    about: 'parts of networks by name, to be called among the layers',
    example: 'networks: {mlp: {parameters: {width: 64}, layers: [dense(width), relu()]}}',
  },
  network: {
    form: { section: 'network' },
    about: 'the network, layer by layer',
    required: true,
    example: 'network: {input: points, layers: [dense(6)]}',
  },
  train: {
    form: { section: 'train' },
    about: 'how it is trained; without it the untrained network is measured',
    example: 'train: {data: images.train, …}',
  },
  measure: {
    form: { named: { section: 'measure' } },
    about: 'what is measured',
    required: true,
    example: 'measure: {nearest: {value: boundary_distance(points)}}',
  },
  claims: {
    form: { named: { section: 'claims' } },
    about: 'what the author expects',
    example: 'claims: {closer: {says: …, expect: …}}',
  },
  charts: {
    form: { named: { section: 'charts' } },
    about: 'what is drawn',
    example: 'charts: {curve: {title: Learning, mark: line, encoding: {x: step, y: curve}}}',
  },
  profiles: {
    form: { named: 'overrides' },
    about: 'named overrides of this file',
    example: 'profiles: {quick: {replicates: 2}}',
  },
  moved: {
    form: 'renames',
    about: 'what was called otherwise before, so that its results are found: old name: new name',
    example: 'moved: {axes.norm: axes.normalization, measure.acc: measure.accuracy}',
  },
  allow: {
    form: { named: 'text' },
    about: 'warnings that are meant so, by code, each with the reason',
    example: 'allow: {CR0908: two replicates are enough to see that it runs}',
  },
} as const satisfies Keys<string>;

/** The sections of a file that gives names to others. */
export const fragmentKeys = {
  crease: experimentKeys.crease,
  import: experimentKeys.import,
  let: experimentKeys.let,
  networks: experimentKeys.networks,
} as const satisfies Keys<string>;

export const networkKeys = {
  input: {
    form: 'expression',
    about: 'the data set that flows in',
    required: true,
    example: 'input: points',
  },
  layers: { form: 'layers', about: 'layers in order', required: true, example: 'layers: [dense(6), relu()]' },
} as const satisfies Keys<string>;

export const repeatKeys = {
  repeat: {
    form: 'expression',
    about: 'how often, or a list of values',
    required: true,
    example: 'repeat: 4',
  },
  as: { form: 'word', about: 'the name of the number or value inside', example: 'as: i' },
  layers: {
    form: 'layers',
    about: 'what is repeated',
    required: true,
    example: 'layers: [dense(6), relu()]',
  },
} as const satisfies Keys<string>;

export const blockKeys = {
  block: {
    form: 'layers',
    about: 'layers whose output is added to that of the shortcut',
    required: true,
    example: 'block: [dense(6), relu()]',
  },
  shortcut: {
    form: 'layers',
    about: 'layers beside them; without any the input is added as it is',
    example: 'shortcut: [dense(6)]',
  },
} as const satisfies Keys<string>;

export const subNetworkKeys = {
  parameters: {
    form: { named: 'expression' },
    about: 'what a call may choose, with defaults; `number` and the like where it must',
    example: 'parameters: {width: 64, norm: none}',
  },
  layers: {
    form: 'layers',
    about: 'layers in order',
    required: true,
    example: 'layers: [dense(width), relu()]',
  },
} as const satisfies Keys<string>;

export const trainKeys = {
  data: {
    form: 'expression',
    about: 'the labelled examples to learn from',
    required: true,
    example: 'data: images.train',
  },
  loss: { form: 'expression', about: 'what is minimised', required: true, example: 'loss: cross_entropy()' },
  optimizer: {
    form: 'expression',
    about: 'how it is minimised',
    required: true,
    example: 'optimizer: adam(rate = 1e-3)',
  },
  batch: { form: 'expression', about: 'examples in a mini-batch', required: true, example: 'batch: 64' },
  epochs: { form: 'expression', about: 'passes through the data', example: 'epochs: 15' },
  steps: {
    form: 'expression',
    about: 'steps of the optimizer, instead of passes through the data',
    example: 'steps: 2000 steps',
  },
  schedule: {
    form: 'expression',
    about: "how the optimizer's rate changes along the training; constant unless said",
    example: 'schedule: cosine(warmup = 100 steps)',
  },
  augment: {
    form: 'expressions',
    about: 'how examples are changed at random each time they are trained on, in order',
    example: 'augment: [shift(2), flip()]',
  },
  partial: {
    form: 'word',
    values: ['drop', 'keep'],
    about:
      'what becomes of examples left over at the end of an epoch: dropped, unless kept as a smaller batch',
    example: 'partial: keep',
  },
} as const satisfies Keys<string>;

export const tuneKeys = {
  values: {
    form: 'arms',
    about: 'the candidates: a list of values, or values by name',
    required: true,
    example: 'values: [1e-4, 1e-3, 1e-2]',
  },
  by: {
    form: 'expression',
    about: 'what decides: a measurement on validation data, or the name of one, at the end of training',
    required: true,
    example: 'by: accuracy(images.validation)',
  },
  best: {
    form: 'word',
    values: ['max', 'min'],
    about: 'whether the largest or the smallest mean over replicates is chosen; of accuracy the largest',
    example: 'best: max',
  },
} as const satisfies Keys<string>;

export const measureKeys = {
  value: {
    form: 'expression',
    about: 'the measurement',
    required: true,
    example: 'value: accuracy(images.test)',
  },
  at: {
    form: 'expressions',
    values: ['initial', 'final'],
    about: 'when: initial, final, or both',
    example: 'at: [initial, final]',
  },
  every: {
    form: 'expression',
    about: 'along the training, at the start, every so many steps and at the end',
    example: 'every: 20 steps',
  },
  by: {
    form: 'expressions',
    values: byNames,
    about: 'indices to keep apart, such as layer',
    example: 'by: layer',
  },
} as const satisfies Keys<string>;

export const claimKeys = {
  says: { form: 'text', about: 'the claim in words', required: true, example: 'says: It helps.' },
  expect: {
    form: 'expression',
    about: 'the claim as a comparison',
    required: true,
    example: 'expect: error[norm = batch] < error[norm = none]',
  },
  per: { form: 'expressions', about: 'axes over whose arms the claim is a family', example: 'per: rate' },
  exact: {
    form: 'truth',
    about: 'true where it must hold in every replicate, without statistics',
    example: 'exact: true',
  },
} as const satisfies Keys<string>;

export const chartKeys = {
  title: { form: 'text', about: 'what the chart shows', required: true, example: 'title: Learning curves' },
  mark: {
    form: 'mark',
    values: Object.keys(marks),
    about: "how each value is drawn: a mark's name, or a map of its `type` and Vega-Lite's properties",
    example: 'mark: line',
  },
  encoding: {
    form: { named: 'channel' },
    about: "Vega-Lite's channels, by measurement, index or axis",
    example: 'encoding: {x: step, y: curve, color: norm}',
  },
  partition: { form: 'expression', about: 'draws a measured partition instead', example: 'partition: cells' },
  overlay: { form: 'expression', about: 'points to draw over the partition', example: 'overlay: points' },
  decision: {
    form: 'truth',
    about: 'true to draw the decision boundary over the partition',
    example: 'decision: true',
  },
  color: { form: 'channel', about: 'what colours the boundaries of a partition', example: 'color: layer' },
  facet: {
    form: { named: 'channel' },
    about: 'what stands side by side and below one another: axes, and `layer` for a partition',
    example: 'facet: {row: offsets, column: layer}',
  },
  replicate: { form: 'expression', about: 'which replicate is drawn', example: 'replicate: 1' },
  transform: {
    form: 'vega-lite',
    about: "Vega-Lite's transforms of the rows, without expressions",
    example: 'transform: [{filter: {field: step, lte: 500}}]',
  },
  width: { form: 'vega-lite', about: 'width of one panel in pixels', example: 'width: 300' },
  height: { form: 'vega-lite', about: 'height of one panel in pixels', example: 'height: 200' },
  view: { form: 'vega-lite', about: "Vega-Lite's frame of one panel", example: 'view: {stroke: gray}' },
  resolve: {
    form: 'vega-lite',
    about: 'which scales, axes and legends panels have for themselves',
    example: 'resolve: {scale: {y: independent}}',
  },
  spacing: { form: 'vega-lite', about: 'pixels between panels', example: 'spacing: 12' },
  columns: {
    form: 'vega-lite',
    about: 'panels side by side for the channel `facet`',
    example: 'columns: 3',
  },
} as const satisfies Keys<string>;
