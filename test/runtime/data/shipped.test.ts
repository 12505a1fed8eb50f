import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readShipped } from '../../../runtime/data/shipped.ts';

const root = mkdtempSync(join(tmpdir(), 'crease-shipped-'));
afterAll(() => rmSync(root, { recursive: true }));
mkdirSync(join(root, 'workflows/data'), { recursive: true });
mkdirSync(join(root, 'deep/down'), { recursive: true });
writeFileSync(join(root, 'workflows/data/abc.txt'), 'abc');

// SHA-256 of "abc" as in FIPS 180-2, appendix B.1
const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

test('a file is found from any depth', () => {
  const bytes = readShipped({ path: 'abc.txt', sha256 }, join(root, 'deep/down'));
  expect(bytes.toString()).toBe('abc');
});

test('a damaged file is refused with both hashes and the way to restore it', () => {
  expect(() => readShipped({ path: 'abc.txt', sha256: 'f'.repeat(64) }, root)).toThrow(
    /abc\.txt is damaged: its SHA-256 is ba7816bf.* not f{64}.*repository/,
  );
});

test('a missing file is named with the way to restore it', () => {
  expect(() => readShipped({ path: 'gone.csv', sha256 }, root)).toThrow(/gone\.csv is missing: .*repository/);
});
