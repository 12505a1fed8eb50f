import { smooth } from './smooth.ts';

/** Logistic function. */
export const sigmoid = smooth({
  name: 'sigmoid',
  summary: 'Logistic function, between 0 and 1',
  about: 'Elementwise `1 / (1 + exp(-u))`.',
  source:
    'Rumelhart, Hinton & Williams 1986, "Learning representations by back-propagating errors", equation 2',
  example: 'sigmoid()',
  lower: (build, x) => build.sigmoid(x),
});
