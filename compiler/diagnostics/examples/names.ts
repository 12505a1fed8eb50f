import type { Examples } from './example.ts';

/** CR03: names, keys and definitions. */
export const namesExamples: Examples = {
  CR0301: { right: 'replicates: 3', wrong: 'replicate: 3' },
  CR0302: {
    right: `  loss: cross_entropy()
`,
    wrong: '',
  },
  CR0303: { right: 'title: A small experiment', wrong: 'title: [A, small, experiment]' },
  CR0304: {
    right: `  better:
`,
    wrong: `  much-better:
`,
  },
  CR0305: {
    right: 'rate: [1e-3, 1e-2]',
    wrong: `rate: [1e-3, 1e-2]
  points: [1, 2]`,
  },
  CR0306: { right: 'input: points', wrong: 'input: pionts' },
  CR0307: { right: '- relu()', wrong: '- relu' },
  CR0308: { right: '> error[norm = plain]', wrong: '> points.clases' },
  CR0309: { right: 'dense(8, bias = none)', wrong: 'dense(8, biass = none)' },
  CR0310: { right: 'dense(8, bias = none)', wrong: 'dense(bias = none)' },
  CR0311: { right: 'relu()', wrong: 'relu(0.1)' },
  CR0312: { right: 'dense(8, bias = none)', wrong: 'dense(8, units = 9, bias = none)' },
  CR0313: { right: 'optimizer: adam(rate = rate)', wrong: 'optimizer: adam(rate = 1e-3)' },
  CR0314: { right: '    train.epochs: 1', wrong: '    trian.epochs: 1' },
  CR0315: { right: 'title: A small experiment', wrong: 'title: A small experiment', profile: 'quik' },
  CR0316: { right: 'crease: 1', wrong: 'crease: 2' },
  CR0320: {
    right: `axes:
`,
    wrong: `let:
  width: 2 * depth
  depth: width / 2
axes:
`,
  },
  CR0321: {
    right: `axes:
`,
    wrong: `let:
  width: 8
axes:
`,
  },
  CR0322: { right: 'square(3)', wrong: 'square(rate)' },
  CR0323: {
    right: `  norm:
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
`,
    wrong: `  norm:
    plain: {rate: 1e-3}
    batch: {kind: batch_norm(), rate: 1e-2}
  rate: [1e-3, 1e-2]
network:
  input: points
  layers:
    - repeat: 2
      layers:
        - dense(8, bias = none)
        - norm.kind
`,
  },
  CR0324: {
    right: `network:
`,
    wrong: `where: rate < 0.1
network:
`,
  },
  CR0325: {
    right: `network:
`,
    wrong: `where: rate > 0.1
network:
`,
  },
  CR0326: {
    right: `network:
  input: points
`,
    wrong: `where: not (norm == plain and rate == 1e-2)
network:
  input: points
`,
  },
  CR0327: {
    right: 'replicates: 3',
    wrong: `replicates: 3
seeds: [1, 2]`,
  },
  CR0328: { right: 'replicates: 3', wrong: 'seeds: [3, 5, 3]' },
  CR0329: {
    right: 'seed: 7',
    wrong: `seed: 7
split: per seed`,
  },
  CR0330: {
    wrong: `crease: 1
title: A small experiment
split: per replicate
data:
  points: two_moons(count = 60)
network:
  input: points
  layers:
    - dense(8)
    - relu()
measure:
  it:
    value: boundary_distance(points)
`,
  },
  CR0331: { right: 'title: A small experiment', wrong: `title: "An experiment on \${points.count points"` },
  CR0333: {
    right: `  norm:
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
`,
    wrong: `  norm:
    plain: {rate: 1e-3}
    batch: {kind: batch_norm(), rate: 1e-2}
  rate: [1e-3, 1e-2]
network:
  input: points
  layers:
    - repeat: 2
      layers:
        - dense(8, bias = none)
        - norm.kin
`,
  },
  CR0334: { right: '    train.epochs: 1', wrong: '    train.loss.smoothing: 10%' },
  CR0337: { right: '    train.epochs: 1', wrong: '    train: {epochs: 1}' },
  CR0335: { right: '    train.epochs: 1', wrong: '    axes.rate.2: 1e-4' },
  CR0317: { right: 'dense(8, bias = none)', wrong: 'dense(8, bias == none)' },
};
