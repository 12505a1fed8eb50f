import type { Examples } from './example.ts';

/** CR05: networks and training. */
export const networkExamples: Examples = {
  CR0501: {
    right: `        - norm
`,
    wrong: `        - norm
        - fold_statistics()
`,
  },
  CR0502: { right: 'dense(points.classes)', wrong: 'dense(3)' },
  CR0503: {
    right: `accuracy(points.test)
  curve`,
    wrong: `accuracy(anywhere)
  curve`,
  },
  CR0504: {
    wrong: `crease: 1
title: A small experiment
data:
  points: two_moons(count = 60)
  images: digits()
network:
  input: points
  layers:
    - dense(8)
    - relu()
measure:
  it:
    value: boundary_distance(images)
`,
  },
  CR0505: { right: 'batch: 10', wrong: 'batch: 1000' },
  CR0506: { right: 'batch: 10', wrong: 'batch: 1' },
  CR0507: { right: 'dense(8, bias = none)', wrong: 'dense(8)' },
  CR0508: {
    wrong: `crease: 1
title: A small experiment
data:
  points: digits()
network:
  input: points
  layers:
    - dense(8)
    - relu()
measure:
  it:
    value: partition(window = square(3))
`,
  },
  CR0509: {
    wrong: `crease: 1
title: A small experiment
data:
  points: two_moons(count = 60)
network:
  input: points
  layers:
    - dense(8)
    - tanh()
measure:
  it:
    value: boundary_distance(points)
`,
  },
  CR0510: {
    wrong: `crease: 1
title: A small experiment
data:
  points: two_moons(count = 60)
network:
  input: points
  layers:
    - dense(8)
measure:
  it:
    value: boundary_distance(points)
`,
  },
  CR0511: {
    wrong: `crease: 1
title: A small experiment
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
    at: final
`,
  },
  CR0512: { right: '- relu()', wrong: '- zeros()' },
  CR0520: {
    right: `        - norm
`,
    wrong: `        - norm()
`,
  },
  CR0521: {
    wrong: `crease: 1
title: A small experiment
data:
  points: two_moons(count = 60)
networks:
  deep:
    layers:
      - dense(8)
      - deep()
network:
  input: points
  layers:
    - deep()
    - relu()
measure:
  it:
    value: boundary_distance(points)
`,
  },
  CR0522: {
    right: `        - norm
`,
    wrong: `        - norm
        - relu: 0.1
`,
  },
  CR0523: { right: '- repeat: 2', wrong: '- repeat: [8, 8]' },
  CR0524: {
    right: `        - relu()
`,
    wrong: `        - relu()
        - block: []
`,
  },
  CR0525: {
    right: `        - relu()
`,
    wrong: `        - relu()
        - block: [dense(4), relu()]
`,
  },
  CR0526: {
    wrong: `crease: 1
title: A small experiment
data:
  points: two_moons(count = 60)
network:
  input: points
  layers:
    - repeat: 1000
      layers:
        - repeat: 1000
          layers:
            - relu()
measure:
  it:
    value: boundary_distance(points)
`,
  },
  CR0527: {
    right: `        - relu()
`,
    wrong: `        - relu()
        - residual_sum()
`,
  },
  CR0528: {
    right: `network:
  input`,
    wrong: `networks:
  deep:
    layers: [dense(8)]
network:
  input`,
  },
  CR0540: { right: '  epochs: 4\n', wrong: '  epochs: 4\n  steps: 12\n' },
  CR0557: { right: '  epochs: 4\n', wrong: '  epochs: 4\n  augment: shift(1)\n' },
  CR0541: { right: '  epochs: 4\n', wrong: '  epochs: 4\n  schedule: step_decay(at = 9 epochs)\n' },
  CR0542: { right: '  epochs: 4\n', wrong: '  epochs: 4\n  partial: use\n' },
};
