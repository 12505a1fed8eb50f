import type { Examples } from './example.ts';

/** CR07: charts. */
export const chartsExamples: Examples = {
  CR0701: { right: 'mark: line', wrong: 'mark: lines' },
  CR0702: { right: '      color: norm', wrong: '      colour: norm' },
  CR0703: { right: 'y: curve', wrong: 'y: curves' },
  CR0704: {
    right: `      y: curve
`,
    wrong: `      y: norm
`,
  },
  CR0705: {
    right: `      column: rate
`,
    wrong: '',
  },
  CR0706: {
    right: `    mark: line
`,
    wrong: '',
  },
  CR0707: {
    right: `charts:
`,
    wrong: `charts:
  picture:
    title: A picture
    partition: curve
`,
  },
  CR0708: {
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
    value: partition(window = square(3))
charts:
  picture:
    title: The creases
    partition: it
    replicate: 8
`,
  },
  CR0710: { right: 'mark: line', wrong: 'mark: {type: line, strokDash: [4]}' },
  CR0711: { right: 'mark: line', wrong: 'mark: {type: line, strokeWidth: thick}' },
  CR0712: { right: 'mark: line', wrong: 'mark: {strokeWidth: 2}' },
  CR0713: { right: 'mark: line', wrong: 'mark: {type: line, href: https://example.org}' },
  CR0714: { right: 'mark: line', wrong: 'mark: geoshape' },
  CR0715: {
    right: '      color: norm',
    wrong: `      color: norm
      size: {legend: null}`,
  },
  CR0716: {
    right: 'mark: line',
    wrong: `mark: line
    transform:
      - filter: {field: depth, gt: 3}`,
  },
};
