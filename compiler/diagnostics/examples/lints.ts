import type { Examples } from './example.ts';

/** CR09: doubts about a design. */
export const lintsExamples: Examples = {
  CR0901: {
    right: '  rate: [1e-3, 1e-2]',
    wrong: `  rate: [1e-3, 1e-2]
where: (norm == plain) == (rate == 1e-3)`,
    more: [
      [
        `    per: rate
`,
        '',
      ],
      [
        'error[norm = batch] > error[norm = plain]',
        'error[norm = batch, rate = 1e-2] > error[norm = plain, rate = 1e-3]',
      ],
    ],
  },
  CR0902: {
    right: `    plain: bias(zeros())
    batch: batch_norm()
`,
    wrong: `    plain: bias(zeros())
    batch: batch_norm()
    other: batch_norm(epsilon = 1e-3, momentum = 0.99)
`,
  },
  CR0903: { right: 'error[norm = batch] > error[norm = plain]', wrong: 'error[norm = batch] > 90%' },
  CR0904: {
    right: '  rate: [1e-3, 1e-2]',
    wrong: `  rate: [1e-3, 1e-2]
where: not (norm == plain and rate == 1e-2)`,
    more: [
      [
        `    per: rate
`,
        '',
      ],
      [
        'error[norm = batch] > error[norm = plain]',
        'error[norm = batch, rate = 1e-3] > error[norm = plain, rate = 1e-3]',
      ],
    ],
  },
  CR0905: {
    right: 'error[norm = batch] > error[norm = plain]',
    wrong: 'max(curve, over = step)[norm = batch] > mean_of_last(curve, 2)[norm = plain]',
  },
  CR0906: {
    right: 'error[norm = batch] > error[norm = plain]',
    wrong: 'max(curve, over = step)[norm = batch] > mean_of_last(curve, 2)[norm = plain]',
    more: [
      [
        `accuracy(points.test)
    every`,
        `accuracy(points.train)
    every`,
      ],
    ],
  },
  CR0908: { right: 'replicates: 3', wrong: 'replicates: 2' },
  CR0909: {
    right: 'error[norm = batch] > error[norm = plain]',
    wrong: 'curve[norm = batch, step = 12] > curve[norm = plain, step = 10]',
  },
  CR0910: { right: 'batch: 10', wrong: 'batch: 6' },
  CR0913: { right: '  rate: [1e-3, 1e-2]', wrong: '  rate: [1e-3]' },
  CR0914: {
    right: 'error[norm = batch] > error[norm = plain]',
    wrong: 'falls_with(error[norm = batch], along = rate)',
    more: [
      [
        `    per: rate
`,
        '',
      ],
    ],
  },
  CR0915: {
    right: 'error[norm = batch] > error[norm = plain]',
    wrong: 'error[norm = batch] >= error[norm = batch]',
  },
  CR0930: {
    right: `profiles:
`,
    wrong: `allow:
  CR0999: it is fine
profiles:
`,
  },
  CR0931: {
    right: `profiles:
`,
    wrong: `allow:
  CR0908: ""
profiles:
`,
  },
  CR0932: {
    right: 'charts:\n',
    wrong: 'allow:\n  CR0908: it only has to run\ncharts:\n',
    more: [['profiles:\n  quick:\n    replicates: 2\n    train.epochs: 1\n', '']],
  },
};
