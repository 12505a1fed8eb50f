import { expect, test } from 'vitest';
import { probeBackends } from '../../../runtime/tensorflow/probe.ts';

test('each backend multiplies two matrices, or says why it cannot', async () => {
  const { native, wasm } = await probeBackends();
  expect(wasm).toMatchObject({ available: true, version: expect.stringMatching(/^4\./) });
  if (native.available) expect(native.library).toMatch(/^(1\.15|2\.)/);
  else expect(native.reason.length).toBeGreaterThan(10);
});
