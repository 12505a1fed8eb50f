import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { reportCrash } from '../../cli/crash.ts';

let folder: string;
let told: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crease-crash-'));
  told = '';
  vi.spyOn(process, 'cwd').mockReturnValue(folder);
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    told += text;
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const reportOf = () => /is in (\S+\.txt);/.exec(told)![1];

test('what went wrong inside of Crease is kept in the project, with exit code 70', () => {
  expect(reportCrash(new Error('no such cell'), ['run', 'moons'])).toBe(70);
  expect(told).toContain('no such cell');
  expect(reportOf().startsWith(join(folder, '.crease', 'errors'))).toBe(true);
  expect(readFileSync(reportOf(), 'utf8')).toMatch(
    /^crease \d.*\ncommand: crease run moons\ntime: .*\nError: no such cell\n/,
  );
});

test('where the project cannot be written to, the report goes where temporary files go', () => {
  writeFileSync(join(folder, '.crease'), 'a file where a folder has to be');
  expect(reportCrash('out of order', ['plan'])).toBe(70);
  const report = reportOf();
  expect(report.startsWith(folder)).toBe(false);
  expect(readFileSync(report, 'utf8')).toContain('out of order');
  rmSync(report);
});
