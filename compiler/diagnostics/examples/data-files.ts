import type { Examples } from './example.ts';

const right = 'points: two_moons(count = 60, test = 50%)';
const mine = 'points: csv("data/flowers.csv", label = "species", test = 50%)';
const sha256 = 'a'.repeat(64);

/** CR0565 to CR0569: data out of files. */
export const dataFilesExamples: Examples = {
  CR0565: { right, wrong: 'points: csv("/home/data/flowers.csv", label = "species", test = 50%)' },
  CR0566: { right, wrong: 'points: csv("../../flowers.csv", label = "species", test = 50%)' },
  CR0567: {
    right,
    wrong: mine,
    data: {
      'csv:data/flowers.csv': {
        problem:
          'data/flowers.csv:17: the line has 3 cells, but there are 4 columns: length, width, height, species',
      },
    },
  },
  CR0568: {
    right,
    wrong: mine,
    data: {
      'csv:data/flowers.csv': {
        ...{ form: 'table', sha256, rows: 150 },
        columns: [
          { name: 'length' },
          { name: 'width', odd: { cell: '1,5', line: 17 } },
          { name: 'species', odd: { cell: 'rose', line: 2 }, different: ['iris', 'rose'] },
        ],
      },
    },
  },
  CR0569: {
    right,
    wrong: 'points: fashion_mnist(train = 1000)',
    absent: { fashion_mnist: ['t10k-images-idx3-ubyte.gz'] },
  },
};
