import { defineConfig } from 'vitest/config';
import { quietArguments, quietEnvironment } from './runtime/tensorflow/quiet.ts';

const endToEnd = ['test/end-to-end/**/*.test.ts', 'test/**/*.e2e.test.ts'];
const browser = ['test/**/*.browser.test.ts'];
/** Pure functions that keep nothing between files, so that files can share a process. */
const pure = ['test/compiler/**/*.test.ts'];
/** What trains and measures on the fastest backend here: once more on WASM, dense networks and a small convolution. */
const trained = [
  'test/runtime/execute.test.ts',
  'test/runtime/train/{checkpoint,draws,images,resume}.test.ts',
  'test/runtime/measure/{evaluator,images,program}.test.ts',
  'test/end-to-end/images.e2e.test.ts',
];
const seconds = 1_000;

/** Fast tests first, so that a mistake in a function shows before the slow tests that it would also break. */
export default defineConfig({
  test: {
    // TensorFlow's addon does not survive being loaded by several threads of one process.
    pool: 'forks',
    setupFiles: ['test/support/properties.ts'],
    execArgv: [...quietArguments],
    env: { ...quietEnvironment, TF_NUM_INTRAOP_THREADS: '1', TF_NUM_INTEROP_THREADS: '1' },
    projects: [
      {
        extends: true,
        test: {
          name: 'language',
          include: pure,
          isolate: false,
          testTimeout: 30 * seconds,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...pure, ...endToEnd, ...browser],
          testTimeout: 30 * seconds,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'end to end',
          include: endToEnd,
          testTimeout: 240 * seconds,
          hookTimeout: 240 * seconds,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'wasm',
          include: trained,
          env: { CREASE_TEST_BACKEND: 'wasm' },
          testTimeout: 240 * seconds,
          hookTimeout: 240 * seconds,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: browser,
          testTimeout: 120 * seconds,
          hookTimeout: 240 * seconds,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
