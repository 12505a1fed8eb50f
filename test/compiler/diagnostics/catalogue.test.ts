import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogue } from '../../../compiler/diagnostics/catalogue.ts';
import type { Entry } from '../../../compiler/diagnostics/entry.ts';

const folder = new URL('../../../compiler/diagnostics/codes/', import.meta.url);
const records: Entry<never>[] = [];
for (const file of readdirSync(folder))
  records.push(...Object.values<Entry<never>>(await import(new URL(file, folder).href)));

test('every record of every file is in the catalogue, each under a code of its own', () => {
  const codes = records.map((record) => record.code);
  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  expect([...catalogue.keys()]).toEqual(codes.sort());
});

test.each([...catalogue.values()])('$code is well formed', (record) => {
  expect(record.code).toMatch(/^CR0[1-9]\d\d$/);
  expect(['error', 'warning']).toContain(record.severity);
  expect(record.title).toMatch(/^\S.*[^.\s]$/);
  expect(record.why).toMatch(/^\S.*[.]$/);
});
