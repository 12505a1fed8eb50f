import type { Log } from 'sarif';
import { expect, test } from 'vitest';
import { catalogue } from '../../../compiler/diagnostics/catalogue.ts';
import { toSarif } from '../../../compiler/diagnostics/sarif.ts';
import { base, compileText, edited } from '../../support/experiment.ts';

const text = edited('title: A small experiment', 'title: "𝄞"\ntitel: 𝄞').replace(
  'dense(8, bias',
  'dense(8, biass',
);
const file = 'small.crease.yaml';
const { diagnostics } = compileText(text);
const log: Log = toSarif(diagnostics, new Map([[file, text]]), '1.2.3');
const [run] = log.runs;

/** What a region marks: columns count code points from 1, the end is exclusive. */
function marked(region: { startLine?: number; startColumn?: number; endColumn?: number }): string {
  const line = [...text.split('\n')[(region.startLine ?? 0) - 1]];
  return line.slice((region.startColumn ?? 0) - 1, (region.endColumn ?? 0) - 1).join('');
}

test('a result is a problem at its place, with what to do', () => {
  expect(run.results?.map(({ ruleId, level }) => [ruleId, level])).toEqual([
    ['CR0301', 'error'],
    ['CR0309', 'error'],
  ]);
  const regions = run.results?.map(({ locations }) => locations?.[0].physicalLocation?.region ?? {});
  expect(regions?.map(marked)).toEqual(['titel', 'biass']);
  expect(run.results?.[1].message.text).toMatch(/no parameter `biass`\n.*`bias`/);
});

test('every rule that a result names is described, and the index leads to it', () => {
  const rules = run.tool.driver.rules ?? [];
  expect(rules.map(({ id }) => id)).toEqual(['CR0301', 'CR0309']);
  for (const { ruleId, ruleIndex } of run.results ?? []) expect(rules[ruleIndex ?? -1].id).toBe(ruleId);
  expect(rules[0].shortDescription?.text).toBe(catalogue.get('CR0301')?.title);
});

test('a fix is the replacement of a region', () => {
  const change = run.results?.[1].fixes?.[0].artifactChanges[0];
  expect(change?.artifactLocation.uri).toBe(file);
  expect(marked(change?.replacements[0].deletedRegion ?? {})).toBe('biass');
  expect(change?.replacements[0].insertedContent?.text).toBe('bias');
});

test('addresses are relative and encoded; what stands in no file has no place', () => {
  const at = (name: string) => ({ ...diagnostics[0], span: { file: name, start: 0, end: 1 } });
  const { runs } = toSarif([at('my files\\ä%.yaml'), at('--set')], new Map(), '1');
  expect(runs[0].results.map(({ locations }) => locations[0]?.physicalLocation.artifactLocation.uri)).toEqual(
    ['my%20files/%C3%A4%25.yaml', undefined],
  );
});

test('no problem is an empty run', () => {
  expect(toSarif(compileText(base).diagnostics, new Map(), '1').runs[0].results).toEqual([]);
});
