import { expect, test } from 'vitest';
import { diagnose } from '../../../cli/doctor/diagnose.ts';
import type { Facts } from '../../../cli/doctor/facts.ts';
import { printDiagnosis } from '../../../cli/doctor/print.ts';

const healthy: Facts = {
  platform: 'linux x64',
  node: '22.23.3',
  backends: {
    native: { available: true, version: '4.22.0', library: '2.9.1' },
    wasm: { available: true, version: '4.22.0', simd: true },
  },
  cores: 2,
  memory: 25e9,
  disk: 80e9,
  astro: '7.3.4',
  browser: { kind: 'installed', path: '/usr/bin/chromium' },
  git: '2.39.5',
};
const noNative = { available: false, reason: 'the addon is not there' } as const;
const noWasm = { available: false, reason: 'no WebAssembly' } as const;

const named = (facts: Facts, name: string) =>
  diagnose(facts).findings.find((finding) => finding.name === name)!;

test('a healthy machine has nothing to be done', () => {
  const { findings, backend, jobs } = diagnose(healthy);
  expect(findings.filter(({ state, advice }) => state !== 'good' || advice)).toEqual([]);
  expect({ backend, jobs }).toEqual({ backend: 'tensorflow', jobs: 2 });
});

test.each([
  ['tensorflow', healthy.backends],
  ['wasm', { ...healthy.backends, native: noNative }],
  ['reference', { native: noNative, wasm: noWasm }],
] as const)('the fastest backend that works runs: %s', (backend, backends) => {
  expect(diagnose({ ...healthy, backends }).backend).toBe(backend);
});

test.each<[string, Partial<Facts>, string]>([
  ['Node', { node: '24.1.0' }, 'bad'],
  ['Node', { node: '20.20.2' }, 'bad'],
  ['TensorFlow', { backends: { ...healthy.backends, native: noNative } }, 'poor'],
  ['WASM backend', { backends: { ...healthy.backends, wasm: noWasm } }, 'poor'],
  [
    'WASM backend',
    { backends: { ...healthy.backends, wasm: { available: true, version: '4.22.0', simd: false } } },
    'poor',
  ],
  ['Memory', { memory: 1.5e9 }, 'poor'],
  ['Disk', { disk: 0.2e9 }, 'poor'],
  ['Disk', { disk: undefined }, 'poor'],
  ['Astro', { astro: undefined }, 'poor'],
  ['Browser', { browser: undefined }, 'poor'],
  ['Git', { git: undefined }, 'poor'],
])('%s: %o is %s, with what to do', (name, change, state) => {
  const finding = named({ ...healthy, ...change }, name);
  expect(finding.state).toBe(state);
  expect(finding.advice).toMatch(/\.$/);
});

test('the reason and the advice are printed below each other', () => {
  const text = printDiagnosis(diagnose({ ...healthy, backends: { ...healthy.backends, native: noNative } }));
  expect(text).toMatch(/^poor {2}TensorFlow {4}does not load: the addon is not there\n +→ Run `npm ci`/m);
  expect(text).toContain('Experiments run on `wasm`');
  expect(text).toContain('Up to 2 workers at a time, with 1 thread each.');
});
