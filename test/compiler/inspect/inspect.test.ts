import { describe, expect, test } from 'vitest';
import { parseExpression } from '../../../compiler/expression/parse.ts';
import { describeCells } from '../../../compiler/inspect/describe-cells.ts';
import { evaluateIn } from '../../../compiler/inspect/evaluate-in.ts';
import { type Opened, type OpenOptions, open } from '../../../compiler/inspect/open.ts';
import { isMeasured, quantitiesIn } from '../../../compiler/inspect/quantity-in.ts';
import { settingsOf } from '../../../compiler/inspect/settings.ts';
import { base, compileText, edited, tuned } from '../../support/experiment.ts';
import { bare } from '../expression/write.ts';

function opened(text = base, options: OpenOptions = {}): Opened {
  expect(compileText(text, options).plan).toBeDefined();
  return open([{ file: 'small.crease.yaml', text }], options) as Opened;
}
const kept = ({ combinations }: Opened) => combinations.filter(({ removedBy }) => removedBy.length === 0);
const worth = (text: string, of = opened()) =>
  evaluateIn(
    parseExpression(bare(text), () => {}),
    of,
    kept(of),
  );

describe('combinations', () => {
  test('have the candidates of what is tuned', () => {
    const of = opened(tuned);
    const { plan } = compileText(tuned);
    expect(kept(of).map(({ id }) => id)).toEqual(plan?.variants.map(({ id }) => id));
    expect(worth('rate', of).worths.map(({ text }) => text)).toEqual(['0.001', '0.01']);
  });

  test('are those of the plan, in its order', () => {
    const text = edited('network:\n', 'where: not (norm == plain and rate == 1e-2)\nnetwork:\n').replace(
      '    per: rate\n',
      '',
    );
    const one = text.replace(
      'error[norm = batch] > error[norm = plain]',
      'error[norm = batch, rate = 1e-3] > 0.5',
    );
    const plan = compileText(one).plan;
    expect(kept(opened(one)).map(({ id }) => id)).toEqual(plan?.variants.map(({ id }) => id));
    const removed = opened(one).combinations.filter(({ removedBy }) => removedBy.length > 0);
    expect(removed.map(({ id, removedBy }) => [id, removedBy.length])).toEqual([['norm=plain,rate=0.01', 1]]);
  });

  test('one without axes is the base', () => {
    const text =
      'crease: 1\ntitle: T\ndata:\n  p: two_moons(count = 20)\nnetwork:\n  input: p\n  layers:\n    - dense(4)\n    - relu()\nmeasure:\n  d:\n    value: boundary_distance(p)\n';
    expect(opened(text).combinations.map(({ id }) => id)).toEqual(['base']);
  });
});

describe('values', () => {
  test('have their type and unit, equal ones together', () => {
    expect(worth('points.classes + 1').worths).toMatchObject([{ text: '3 count', type: 'count' }]);
    expect(worth('90deg').worths).toMatchObject([{ type: 'angle' }]);
    expect(worth('2 * rate').worths.map(({ text, in: cells }) => [text, cells])).toEqual([
      ['0.002', ['norm=plain,rate=0.001', 'norm=batch,rate=0.001']],
      ['0.02', ['norm=plain,rate=0.01', 'norm=batch,rate=0.01']],
    ]);
    expect(worth('norm').worths.map(({ type }) => type)).toEqual(['layer', 'normalization']);
  });

  test('that are none say why', () => {
    const { worths, diagnostics } = worth('2 * rte');
    expect(worths).toEqual([]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['CR0306']);
  });

  test('are told by what they vary with', () => {
    const of = opened();
    expect(worth('rate', of).worths.map((each) => describeCells(each.in, of))).toEqual([
      'rate=0.001',
      'rate=0.01',
    ]);
    expect(describeCells(['norm=plain,rate=0.001', 'norm=batch,rate=0.01'], of)).toBe(
      'norm=plain,rate=0.001 and norm=batch,rate=0.01',
    );
  });
});

describe('settings', () => {
  const pathsOf = (of: Opened) => settingsOf(of).map(({ path }) => path);
  const at = (path: string, options: OpenOptions = {}) =>
    settingsOf(opened(base, options)).find((setting) => setting.path === path);

  test('are all values of the file, profiles left out', () => {
    expect(pathsOf(opened())).toEqual(
      expect.arrayContaining([
        'title',
        'train.epochs',
        'network.layers.0.layers.1',
        'axes.norm.batch',
        'charts.learning.encoding.x',
      ]),
    );
    expect(pathsOf(opened()).filter((path) => path.startsWith('profiles'))).toEqual([]);
  });

  test('point at the text that they come from', () => {
    for (const { path, span } of settingsOf(opened())) {
      const last = path.split('.').at(-1) as string;
      const line = base.slice(base.lastIndexOf('\n', span.start - 1) + 1, span.start);
      expect(line, path).toMatch(/^\d+$/.test(last) ? /- $/ : new RegExp(`${last}: $`));
    }
  });

  test('say what a profile or the command line overrides', () => {
    const profile = at('train.epochs', { profile: 'quick' });
    expect(profile).toMatchObject({ text: '1', overrides: { text: '4' } });
    expect(base.slice(0, profile?.span.start)).toMatch(/train\.epochs: $/);
    const set = at('train.epochs', { set: { 'train.epochs': '9' } });
    expect(set).toMatchObject({ text: '9', span: { file: '--set train.epochs' }, overrides: { text: '4' } });
    expect(at('train.batch', { profile: 'quick' })?.overrides).toBeUndefined();
  });

  test('are computed where they are settings', () => {
    expect(at('network.layers.1')?.worths).toMatchObject([
      { text: expect.stringContaining('dense(units = 2') },
    ]);
    expect(at('train.optimizer')?.worths).toHaveLength(2);
    expect(at('claims.better.expect')?.worths).toEqual([]);
    expect(at('title')?.worths).toEqual([]);
  });
});

describe('quantities', () => {
  const expression = (text: string) => parseExpression(bare(text), () => {});
  const asked = (text: string, of = opened()) => quantitiesIn(expression(text), of);

  test('are what mentions a measurement', () => {
    expect(isMeasured(expression('error[norm = batch]'), opened())).toBe(true);
    expect(isMeasured(expression('points.classes + 1'), opened())).toBe(false);
  });

  test('are the sides of comparisons, with the axes that they leave open', () => {
    const { quantities } = asked('error[norm = batch] > 2 * error and error within 2 points of 30%');
    expect(quantities.map(({ text, unit, open }) => [text, unit, open.join()])).toEqual([
      ['error[norm = batch]', 'probability', 'rate'],
      ['2 * error', 'probability', 'norm,rate'],
      ['error', 'probability', 'norm,rate'],
      ['30%', 'probability', ''],
    ]);
  });

  test('leave a tuned setting to what was chosen', () => {
    const { quantities } = asked('error', opened(tuned));
    expect(quantities.map(({ open }) => open)).toEqual([['norm']]);
  });

  test('are refused as they are in claims', () => {
    expect(asked('near').diagnostics.map(({ code }) => code)).toEqual(['CR0602']);
    expect(asked('error + near_').diagnostics.map(({ code }) => code)).toEqual(['CR0306']);
    expect(asked('error[norm = bath]').quantities).toEqual([]);
  });
});
