import { experimentSchema } from '../../compiler/schema/schema.ts';

/** The files of a new project by path. */
export function projectFiles({ ci }: { readonly ci: boolean }): Readonly<Record<string, string>> {
  return {
    'workflows/first.crease.yaml': firstExperiment,
    '.gitignore': '# what `crease run` and `crease build` make\n.crease/\n',
    '.vscode/crease.schema.json': json(experimentSchema()),
    '.vscode/settings.json': json({
      'yaml.schemas': { '.vscode/crease.schema.json': '*.crease.yaml' },
      '[yaml]': { 'editor.tabSize': 2, 'editor.rulers': [100] },
    }),
    '.vscode/extensions.json': json({ recommendations: ['redhat.vscode-yaml'] }),
    ...(ci ? { '.github/workflows/crease.yml': workflow } : {}),
  };
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

const firstExperiment = `# yaml-language-server: $schema=../.vscode/crease.schema.json
# Change something and run again: only what changed in meaning is computed.
crease: 1
title: Does batch normalization bring creases to the data?
about: |
  A network with ReLU folds its input along creases. Two small networks learn to tell two moons apart, one with batch
  normalization and one with a plain bias. In each replicate both start from the same weights.
seed: 1
replicates: 5

data:
  moons: two_moons(count = 400, noise = 0.1, test = 50%)

axes:
  norm:
    plain: bias(zeros())
    batch: batch_norm()

network:
  input: moons
  layers:
    - repeat: 2
      layers:
        - dense(16, bias = none)
        - norm
        - relu()
    - dense(moons.classes)

train:
  data: moons.train
  loss: cross_entropy()
  optimizer: adam(rate = 1e-2)
  batch: 20
  epochs: 20

measure:
  test_accuracy:
    value: accuracy(moons.test)
    every: 20 steps
  near:
    value: boundary_distance(moons.train)
    at: [initial, final]
  cells:
    value: partition(window = square(3))

claims:
  closer:
    says: At the start, batch statistics bring the nearest crease closer to a point than a bias of zero.
    expect: >-
      median(near, over = sample)[norm = batch, at = initial] <
      median(near, over = sample)[norm = plain, at = initial]

charts:
  learning:
    title: Learning curves
    mark: line
    encoding:
      x: step
      y: test_accuracy
      color: norm
  creases:
    title: The creases of the first replicate after training
    partition: cells
    overlay: moons.train
    facet:
      column: norm
    replicate: 1

profiles:
  quick:
    replicates: 2
    train.epochs: 2

allow:
  CR0908: the profile quick only shows that everything runs
`;

const workflow = `name: Experiments
on: [push, pull_request]
jobs:
  crease:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: npm install --global crease
      - run: crease check
      - run: crease fmt --check
      - run: crease run --profile quick
      - run: crease build
      - uses: actions/upload-artifact@v4
        with:
          name: website
          path: .crease/site
          include-hidden-files: true
`;
