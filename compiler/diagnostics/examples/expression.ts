import type { Examples } from './example.ts';

/** CR02: expressions. */
export const expressionExamples: Examples = {
  CR0201: { right: 'epochs: 4', wrong: 'epochs: 4 *' },
  CR0202: { right: 'epochs: 4', wrong: 'epochs: ""' },
  CR0203: {
    right: 'error[norm = batch] > error[norm = plain]',
    wrong: 'error[norm = batch] > 90% && error[norm = plain] > 90%',
  },
  CR0204: {
    right: 'error[norm = batch] > error[norm = plain]',
    wrong: 'error[norm = batch] ≥ error[norm = plain]',
  },
  CR0205: {
    right: 'error[norm = batch] > error[norm = plain]',
    wrong: 'error[norm = batch] = error[norm = plain]',
  },
  CR0206: {
    right: 'error[norm = batch] > error[norm = plain]',
    wrong: 'error[norm == batch] > error[norm = plain]',
  },
  CR0207: { right: 'epochs: 4', wrong: 'epochs: -2 ** 2' },
  CR0208: { right: 'relu()', wrong: 'relu(' },
  CR0209: { right: 'relu()', wrong: 'relu())' },
  CR0210: { right: 'dense(8, bias = none)', wrong: 'dense(8, bias = "none)' },
  CR0211: { right: 'dense(8, bias = none)', wrong: "dense(8, bias = 'no\\qne')" },
  CR0212: { right: 'epochs: 4', wrong: 'epochs: 4.' },
  CR0213: { right: 'adam(rate = rate)', wrong: 'adam(rate rate)' },
  CR0214: { right: 'dense(8, bias = none)', wrong: 'dense(8, bias = none, )' },
  CR0215: { right: 'dense(8, bias = none)', wrong: 'dense(bias = none, 8)' },
  CR0216: { right: 'epochs: 4', wrong: 'epochs: "points.count > 50 ? 4 : 8"' },
  CR0217: { right: 'batch: batch_norm()', wrong: 'batch: batch-norm()' },
  CR0218: { right: 'epochs: 4', wrong: 'epochs: 4;' },
  CR0219: { right: 'epochs: 4', wrong: 'epochs: 4 2' },
  CR0220: { right: 'error[norm = batch] > error[norm = plain]', wrong: 'error[0] > error[norm = plain]' },
  CR0221: { right: 'epochs: 4', wrong: 'epochs: 2(2)' },
  CR0222: { right: 'epochs: 4', wrong: `epochs: ${'1 + '.repeat(30_000)}1` },
  CR0223: { right: 'epochs: 4', wrong: `epochs: ${'('.repeat(70)}4${')'.repeat(70)}` },
  CR0224: { right: 'epochs: 4', wrong: `epochs: \${points.classes}` },
  CR0225: {
    right: 'error[norm = batch] > error[norm = plain]',
    wrong: 'error[norm = batch] within 2 points error[norm = plain]',
  },
  CR0226: { right: 'rate: [1e-3, 1e-2]', wrong: 'rate: "[10 ** i for i in 1..3]"' },
};
