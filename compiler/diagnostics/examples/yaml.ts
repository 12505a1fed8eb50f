import type { Examples } from './example.ts';

/** CR01: broken YAML and YAML traps. */
export const yamlExamples: Examples = {
  CR0101: {
    right: 'title: A small experiment',
    wrong: `title: A small experiment\nabout: ${'x'.repeat(1_000_000)}`,
  },
  CR0102: { right: 'title: A small experiment', wrong: 'title: A small\u2028experiment' },
  CR0103: { right: 'rate: [1e-3, 1e-2]', wrong: `rate: ${'['.repeat(65)}1e-3${']'.repeat(65)}` },
  CR0104: {
    wrong: `# nothing yet
`,
  },
  CR0105: {
    right: 'seed: 7',
    wrong: `seed: 7
seed: 8`,
  },
  CR0106: {
    right: `train:
`,
    wrong: `train:
  <<: defaults
`,
  },
  CR0107: { right: 'batch: 10', wrong: 'batch: &size 10' },
  CR0108: { right: 'title: A small experiment', wrong: 'title: !important A small experiment' },
  CR0109: {
    right: `profiles:
`,
    wrong: `---
profiles:
`,
  },
  CR0110: {
    right: `crease: 1
`,
    wrong: `%YAML 1.1
---
crease: 1
`,
  },
  CR0111: { right: '  batch: 10', wrong: '	batch: 10' },
  CR0112: { right: '  batch: 10', wrong: '   batch: 10' },
  CR0113: { right: '  batch: 10', wrong: '  batch 10' },
  CR0114: { right: 'title: A small experiment', wrong: 'title: Small: an experiment' },
  CR0115: { right: 'title: A small experiment', wrong: 'title: "A small experiment' },
  CR0116: { right: 'rate: [1e-3, 1e-2]', wrong: 'rate: [1e-3, 1e-2' },
  CR0117: { right: 'title: A small experiment', wrong: 'title: "A \\small experiment"' },
  CR0118: { right: 'title: A small experiment', wrong: 'title: @small' },
  CR0119: { right: 'title: A small experiment', wrong: 'title: "A small" experiment' },
  CR0120: {
    right: `  error:
    value: accuracy(points.test)`,
    wrong: '  error: {value: boundaries_within(points.train, radius = 0.1)}',
  },
  CR0121: {
    right: `  better:
    says: It helps.
    expect: error[norm = batch] > error[norm = plain]
    per: rate
`,
    wrong: `  better: {says: It helps., expect: error[norm = batch] > 1, per: rate}
`,
  },
  CR0122: {
    right: 'batch: 10',
    wrong: `batch: max(4, #few
    10)`,
  },
  CR0123: { right: 'batch: 10', wrong: 'batch: > 10' },
  CR0124: { right: 'input: points', wrong: 'input: - points' },
  CR0125: {
    right: `profiles:
`,
    wrong: `- more
profiles:
`,
  },
  CR0126: {
    right: '        - relu()',
    wrong: `        -
        - relu()`,
  },
  CR0127: {
    right: 'seed: 7',
    wrong: `? [seed]
: 7`,
  },
  CR0128: { right: '[1e-3, 1e-2]', wrong: '[1e-3,, 1e-2]' },
  CR0129: { right: 'title: A small experiment', wrong: 'title: "A small experiment"#one' },
  CR0130: { right: 'batch: 10', wrong: 'batch: ]' },
};
