import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { paced, Stopped } from '../../../runtime/workers/pace.ts';

const store = { read: () => undefined, write: () => {}, remove: () => {} };
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

it('makes a checkpoint due after its interval, and again after the next', async () => {
  const { due, written } = paced(store, 1000, () => false);
  expect(await due()).toBe(false);
  vi.advanceTimersByTime(999);
  expect(await due()).toBe(false);
  vi.advanceTimersByTime(101);
  expect(await due()).toBe(true);
  written();
  expect(await due()).toBe(false);
  vi.advanceTimersByTime(1000);
  expect(await due()).toBe(true);
});

it('makes one that takes long so seldom that it takes a twentieth of the time at most', async () => {
  const { due, written } = paced(store, 1000, () => false);
  vi.advanceTimersByTime(1000);
  expect(await due()).toBe(true);
  vi.advanceTimersByTime(300);
  written();
  vi.advanceTimersByTime(5900);
  expect(await due()).toBe(false);
  vi.advanceTimersByTime(200);
  expect(await due()).toBe(true);
});

it('makes one due at once where the job shall end, and ends it when all is written', async () => {
  let stopping = false;
  const { due, written } = paced(store, 60_000, () => stopping);
  stopping = true;
  vi.advanceTimersByTime(100);
  expect(await due()).toBe(true);
  expect(written).toThrow(Stopped);
});
