import { afterEach, expect, test, vi } from 'vitest';
import { run } from '../../../cli/commands/doctor.ts';

afterEach(() => void vi.restoreAllMocks());

/** Runs the command and returns its exit code and what it wrote. */
async function doctor(...args: string[]) {
  const written = { out: '', err: '' };
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((written.out += text)));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((written.err += text)));
  return { code: await run(args), ...written };
}

test('says of this machine what is installed and which backend runs', async () => {
  const { code, out, err } = await doctor();
  expect(code).toBe(0);
  expect(err).toBe('');
  expect(out).toMatch(/^ok {4}Node +22\./m);
  expect(out).toMatch(/^Experiments run on `(tensorflow|wasm)`/m);
});

test('gives the same as JSON', async () => {
  const { code, out } = await doctor('--format', 'json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ threadsPerWorker: 1, jobs: expect.any(Number) });
  expect(JSON.parse(out).findings.map(({ name }: { name: string }) => name)).toContain('TensorFlow');
});

test.each([
  [['--format', 'xml'], "--format is 'xml', but can be text or json"],
  [['--frmat', 'json'], '--frmat'],
  [['all'], 'all'],
])('refuses %j as usage', async (args, message) => {
  const { code, out, err } = await doctor(...args);
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toContain(message);
});
