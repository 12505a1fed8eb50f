import type { Examples } from './example.ts';

const measuring = (layers: string, more = '') => `crease: 1
title: A network of my own
data:
  points: two_moons(count = 60)
network:
  input: points
  layers:
    ${layers}
${more}measure:
  near:
    value: boundary_distance(points)
`;

const train = `train:
  data: points
  loss: cross_entropy()
  optimizer: adam(rate = 1e-3)
  batch: 10
  epochs: 4
`;

const mine = '- from_file("models/mine.json")';
const network = { sha256: 'a'.repeat(64), input: [2], widths: [8], output: [2] };
const networks = { 'models/mine.json': network };

/** CR055: networks out of files. */
export const networkFilesExamples: Examples = {
  CR0550: { wrong: measuring('- from_file("/home/models/mine.json")') },
  CR0551: { wrong: measuring('- from_file("../../mine.json")') },
  CR0552: { wrong: measuring('- from_file("models/mien.json")') },
  CR0553: {
    wrong: measuring(mine),
    networks: {
      'models/mine.json': {
        problem:
          'models/mine.json: layer 2 of 3: row 1 of "W" has 9 numbers, but 8 arrive from what comes before it.',
      },
    },
  },
  CR0554: { wrong: measuring(`${mine}\n    - relu()`), networks },
  CR0555: { wrong: measuring(mine, train), networks },
  CR0556: {
    wrong: measuring(mine),
    networks: { 'models/mine.json': { ...network, input: [1, 28, 28] } },
  },
};
