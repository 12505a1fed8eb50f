import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import type { Plan } from '../../../../compiler/plan/plan.ts';
import { base, compileText } from '../../../support/experiment.ts';

const source = new URL('../../../../node_modules/vega-lite/build/vega-lite-schema.json', import.meta.url);
const validate = new Ajv({ strict: false, logger: false, validateFormats: false }).compile(
  JSON.parse(readFileSync(source, 'utf8')),
);

/** The chart that stands instead of the one in `base`. */
function chart(lines: string): Plan['charts'][string] {
  const start = base.indexOf('  learning:\n');
  const indented = lines
    .trim()
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
  const text = `${base.slice(0, start)}  it:\n    title: It\n${indented}\n${base.slice(base.indexOf('profiles:'))}`;
  const { plan, diagnostics } = compileText(text);
  if (!plan) throw new Error(diagnostics.map(({ message, help }) => `${message}; ${help}`).join('\n'));
  return plan.charts.it;
}

const curve = (mark: string, more = '') => `
mark: ${mark}
encoding:
  x: step
  y: curve
  color: norm
  column: rate
${more}`;

const charts: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['line', 'area', 'point', 'circle', 'square', 'bar', 'tick', 'boxplot', 'errorband', 'errorbar'].map(
      (mark) => [mark, curve(mark)],
    ),
  ),
  'a mark with properties': curve('{type: line, strokeDash: [4, 2], interpolate: step-after, color: teal}'),
  'a heat map': `
mark: rect
encoding: {x: radius, y: layer, color: crowd, column: norm, row: rate}`,
  'a part of a measurement': `
mark: point
encoding: {x: layer, y: cells.regions_after, color: norm, column: rate}`,
  'a channel with settings': `
mark: line
encoding:
  x: {field: step, axis: {tickCount: 3}, title: steps}
  y: {field: curve, scale: {domain: [0.5, 1]}}
  color: {field: norm, legend: null, sort: descending}
  facet: {field: rate, header: {labelAngle: 0}}
columns: 1
width: 200
height: {step: 20}
view: {stroke: null}
resolve: {scale: {y: independent}}
spacing: 4`,
  'a constant channel': curve('point', '  size: {value: 30}'),
  'filters and other transforms': curve(
    'line',
    `transform:
  - filter: {field: step, lte: 10}
  - filter: {and: [{field: norm, oneOf: [plain, batch]}, {field: value, valid: true}]}`,
  ),
  'moments as layers': `
mark: point
encoding: {x: norm, y: near, shape: at, column: rate}`,
  'numbers of an axis to scale': `
mark: line
encoding: {x: rate, y: error, color: norm}`,
  'one arm by a filter': `
mark: line
encoding: {x: step, y: curve, color: norm}
transform: [{filter: {field: rate, equal: 1e-3}}]`,
  'a partition': `
partition: cells
overlay: points.train
facet: {row: rate, column: norm}
color: layer`,
};

describe("every chart is valid by Vega-Lite's own schema", () => {
  test.each(Object.entries(charts))('%s', (_, lines) => {
    const spec = { ...chart(lines).spec, data: { values: [] } };
    const sound = validate(spec);
    expect(sound, JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
  });

  test.each(['', ', column: layer'])('the decision boundary in a slice%s', (more) => {
    const text = base
      .replace('square(3))', 'square(3), slice = through(points.train, [1, 2, 3]), decision = true)')
      .replace(
        /charts:[\s\S]*?profiles:/,
        `charts:\n  it:\n    title: It\n    partition: cells\n    decision: true\n    facet: {row: norm${more || ', column: rate'}}\nprofiles:`,
      )
      .replace(more ? '  rate: [1e-3, 1e-2]\n' : 'never', '')
      .replace(more ? 'adam(rate = rate)' : 'never', 'adam(rate = 1e-3)')
      .replace(more ? '    per: rate\n' : 'never', '');
    const { plan, diagnostics } = compileText(text);
    expect(diagnostics).toEqual([]);
    expect(validate({ ...plan!.charts.it.spec, data: { values: [] } })).toBe(true);
  });

  test('the partition by layer', () => {
    const text = base
      .replace('  rate: [1e-3, 1e-2]\n', '')
      .replace('adam(rate = rate)', 'adam(rate = 1e-3)')
      .replace('    per: rate\n', '')
      .replace(
        /charts:[\s\S]*?profiles:/,
        'charts:\n  it:\n    title: It\n    partition: cells\n    facet: {row: norm, column: layer}\nprofiles:',
      );
    const { plan, diagnostics } = compileText(text);
    expect(diagnostics).toEqual([]);
    const { spec, rows } = plan!.charts.it;
    expect(validate({ ...spec, data: { values: [] } })).toBe(true);
    expect(rows).toMatchObject({ axes: ['norm'], byLayer: true });
  });
});

type Layers = {
  spec: { layer: { mark: Record<string, unknown>; encoding: Record<string, Record<string, unknown>> }[] };
};
const layersOf = (lines: string) => (chart(lines).spec as unknown as Layers).spec.layer;

describe('types reach the axes', () => {
  test('probabilities are in percent', () => {
    expect(layersOf(charts.line)[2].encoding.y).toMatchObject({ title: 'accuracy', axis: { format: '~%' } });
    expect(JSON.stringify(chart(charts['a part of a measurement']).spec)).not.toContain('~%');
  });

  test('what the author says of an axis is added to ours', () => {
    const { y, x } = layersOf(charts['a channel with settings'])[2].encoding;
    expect(y).toMatchObject({ axis: { format: '~%' }, scale: { domain: [0.5, 1], zero: false } });
    expect(x).toMatchObject({ title: 'steps', axis: { tickCount: 3 } });
  });

  test('numbers that grow by equal ratios are drawn to a log scale, with zero to a symlog scale', () => {
    const scaleWith = (rates: string) => {
      const text = base
        .replace('[1e-3, 1e-2]', rates)
        .replace('      x: step\n      y: curve', '      x: rate\n      y: error')
        .replace('      column: rate\n', '');
      const { plan } = compileText(text);
      const layers = plan!.charts.learning.spec.layer as Layers['spec']['layer'];
      return layers[0].encoding.x.scale;
    };
    expect(scaleWith('[1e-3, 1e-2, 0.1]')).toEqual({ type: 'log' });
    expect(scaleWith('[0.1, 1e-3, 1e-2]')).toEqual({ type: 'log' });
    expect(scaleWith('[0, 1e-3, 1e-2, 0.1]')).toEqual({ type: 'symlog', constant: 0.001 });
    expect(scaleWith('[1, 2, 3]')).toEqual({ zero: false });
  });

  test('the properties of a mark go to what shows most, its form to every part', () => {
    const [replicate, interval, mean] = layersOf(charts['a mark with properties']).map(({ mark }) => mark);
    expect(mean).toMatchObject({ strokeDash: [4, 2], interpolate: 'step-after', color: 'teal' });
    expect(interval).toMatchObject({ type: 'area', interpolate: 'step-after', color: 'teal' });
    expect(replicate).not.toHaveProperty('strokeDash');
  });

  test('what is filled starts at zero, and means of arms are not stacked', () => {
    for (const mark of ['area', 'bar'])
      expect(layersOf(charts[mark])[0].encoding.y, mark).toMatchObject({
        stack: null,
        scale: { zero: true },
      });
    expect(layersOf(charts.line)[0].encoding.y.scale).toEqual({ zero: false });
  });

  test('arms in filters are those of the rows', () => {
    expect(chart(charts['one arm by a filter']).spec.transform).toEqual([
      { filter: { field: 'rate', equal: '0.001' } },
    ]);
    expect(chart(charts['one arm by a filter']).rows).toMatchObject({ axes: ['norm', 'rate'] });
  });

  test('rows have what the mark shows and no more', () => {
    expect(chart(charts['a heat map']).rows).toMatchObject({ summariesOnly: true });
    expect(chart(charts.boxplot).rows).toMatchObject({ quartiles: true });
    expect(chart(charts['numbers of an axis to scale']).rows).toMatchObject({ numbers: ['rate'] });
    expect(chart(charts['a part of a measurement']).rows).toMatchObject({
      member: 'regions_after',
      indices: ['layer'],
    });
  });
});
