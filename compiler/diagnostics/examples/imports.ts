import type { Examples } from './example.ts';

const many = Array.from({ length: 101 }, (_, i) => `part${i}`);

/** CR08: several files. */
export const importsExamples: Examples = {
  CR0801: {
    right: `data:
  points`,
    wrong: `import:
  blocks: /home/blocks.crease.yaml
data:
  points`,
  },
  CR0802: {
    right: `data:
  points`,
    wrong: `import:
  blocks: ../../elsewhere.crease.yaml
data:
  points`,
  },
  CR0803: {
    right: `data:
  points`,
    wrong: `import:
  blocks: ./blocks.crease.yaml
data:
  points`,
  },
  CR0804: {
    right: `data:
  points`,
    wrong: `import:
  blocks: ./blocks.crease.yaml
data:
  points`,
    files: {
      'blocks.crease.yaml': `crease: 1
import:
  more: ./blocks.crease.yaml
let:
  width: 8
`,
    },
  },
  CR0805: {
    right: `data:
  points`,
    wrong: `import:
  blocks: ./other.crease.yaml
data:
  points`,
    files: {
      'other.crease.yaml': `crease: 1
title: Another experiment
data:
  points: two_moons(count = 60)
`,
    },
  },
  CR0806: {
    wrong: `crease: 1
let:
  width: 8
`,
  },
  CR0807: {
    wrong: `crease: 1
title: A small experiment
import:
${many.map((part) => `  ${part}: ./${part}.crease.yaml\n`).join('')}data:
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
    files: Object.fromEntries(many.map((part) => [`${part}.crease.yaml`, 'crease: 1\nlet:\n  width: 8\n'])),
  },
};
