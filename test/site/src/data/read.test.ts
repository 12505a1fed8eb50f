import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readExperiments, SiteError } from '../../../../site/src/data/read.ts';
import { smartStart } from '../../fixtures/smart-start.ts';
import { writeResults } from '../../fixtures/write.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crease-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The message with which a folder of results is refused. */
function refusal(): string {
  try {
    readExperiments(folder);
  } catch (error) {
    expect(error).toBeInstanceOf(SiteError);
    return (error as Error).message;
  }
  throw new Error('was not refused');
}

describe('readExperiments', () => {
  test('reads results with the files beside them', () => {
    writeResults(folder, smartStart());
    const [experiment] = readExperiments(folder);
    expect(experiment.results).toEqual(smartStart());
    expect(experiment.files.map(({ path }) => path)).toEqual([
      'provenance.json',
      'records/array.npy',
      'records/replicate=1 of 2.json',
      'results.json',
    ]);
  });

  test('names the experiment, the place and the value that is wrong', () => {
    const results = smartStart();
    const broken = {
      ...results,
      claims: [{ ...results.claims[0], members: [{ ...results.claims[0].members[0], threshold: 'two' }] }],
    };
    writeResults(folder, broken as never);
    expect(refusal()).toMatch(
      /results\.json of "smart-start" is not valid:\n {2}claims\[0\]\.members\[0\]\.threshold: .*number.*\n.*again/,
    );
  });

  test('a file that is no JSON is refused with its experiment', () => {
    writeResults(folder, smartStart());
    writeFileSync(join(folder, 'smart-start', 'provenance.json'), '{');
    expect(refusal()).toMatch(/provenance\.json of "smart-start" can't be read/);
  });

  test('a folder that is not named after its experiment is refused', () => {
    writeResults(folder, { ...smartStart(), experiment: 'other' });
    writeFileSync(join(folder, 'other', 'results.json'), JSON.stringify(smartStart()));
    expect(refusal()).toMatch(/"other" holds the results of "smart-start"/);
  });

  test.each(['../up', 'a/b', '', '.', '-a"'])('a name that is no file name is refused: %s', (name) => {
    const results = smartStart();
    writeResults(folder, { ...results, charts: [{ ...results.charts[0], name }] });
    expect(refusal()).toMatch(/charts\[0\]\.name: must be a name/);
  });

  test('no results, or no folder, says what to do', () => {
    expect(refusal()).toMatch(/no results.*crease run/i);
    rmSync(folder, { recursive: true });
    expect(refusal()).toMatch(/no folder.*crease run/i);
    folder = mkdtempSync(join(tmpdir(), 'crease-test-'));
  });
});
