import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { readYaml } from '../../../compiler/source/read.ts';
import { misfitOf } from '../../../compiler/vega-lite/check.ts';
import { plain } from '../../../compiler/vega-lite/plain.ts';
import schema from '../../../compiler/vega-lite/schema.json' with { type: 'json' };
import { chartSchema } from '../../../compiler/vega-lite/schema.ts';

const read = (text: string) => readYaml('x', text, () => {})!;
/** The same part of the schema for Ajv, whose references are addresses. */
const addressed = JSON.parse(
  JSON.stringify(schema).replace(/"\$ref":"((?:[^"\\]|\\.)*)"/g, (_, name: string) => {
    const address = encodeURIComponent(JSON.parse(`"${name}"`).replaceAll('~', '~0').replaceAll('/', '~1'));
    return `"$ref":"#/definitions/${address}"`;
  }),
);
const ajv = new Ajv({ strict: false, logger: false, validateFormats: false });
const oracle = (part: string) => ajv.compile({ ...addressed.Chart.properties[part], definitions: addressed });

const values: readonly (readonly [part: string, yaml: string])[] = [
  ['mark', '{strokeDash: [4, 2], interpolate: step-after, opacity: 0.5}'],
  ['mark', '{opacity: 2}'],
  ['mark', '{strokeDash: 4}'],
  ['mark', '{color: {gradient: linear, stops: [{offset: 0, color: red}]}}'],
  ['mark', '{color: {gradient: linear}}'],
  ['mark', '{tooltip: null, filled: true}'],
  ['mark', '{filled: "true"}'],
  ['x', '{field: a, axis: null, scale: {type: log, domain: [1, 10]}}'],
  ['x', '{field: a, axis: {tickCount: 3, labelAngle: -45, format: ".2f"}}'],
  ['x', '{field: a, axis: {tickCount: many}}'],
  ['x', '{field: a, sort: [1, 2, 3]}'],
  ['x', '{field: a, sort: {field: b}}'],
  ['x', '{field: a, sort: up}'],
  ['color', '{field: a, legend: {orient: bottom, columns: 2}}'],
  ['color', '{field: a, scale: {scheme: viridis}}'],
  ['color', '{field: a, scale: {scheme: {name: viridis, extent: [0.2, 1]}}}'],
  ['color', '{value: red}'],
  ['size', '{value: big}'],
  ['row', '{field: a, header: {labelAngle: 0, title: null}, spacing: 3}'],
  ['row', '{field: a, header: {labelAngel: 0}}'],
  ['transform', '[{filter: {field: a, range: [0, 1]}}]'],
  ['transform', '[{filter: {not: {field: a, equal: 1}}}]'],
  ['transform', '[{filter: {field: a}}]'],
  ['transform', '[{window: [{op: rank, as: r}], sort: [{field: a}]}]'],
  ['transform', '[{window: [{op: rang, as: r}]}]'],
  ['transform', '[{fold: [a, b]}]'],
  ['transform', '{fold: [a, b]}'],
  ['width', '{step: 12}'],
  ['width', 'container'],
  ['width', 'wide'],
  ['resolve', '{scale: {y: independent}, axis: {x: shared}}'],
  ['resolve', '{scale: {z: independent}}'],
  ['view', '{stroke: null}'],
  ['columns', 'three'],
];

describe('what fits is what a JSON Schema validator lets through', () => {
  test.each(values)('%s: %s', (part, yaml) => {
    const node = read(yaml);
    expect(misfitOf(node, chartSchema[part]) === undefined).toBe(oracle(part)(plain(node)));
  });
});

describe('the misfit that is told', () => {
  const told = (part: string, yaml: string) => {
    const { kind, got, span, known } = misfitOf(read(yaml), chartSchema[part])!;
    return { kind, got, at: yaml.slice(span.start, span.end), known };
  };

  test('lies as deep as it goes', () => {
    expect(told('x', '{field: a, axis: {titleFont: 3, tickCuont: 5}}')).toMatchObject({ at: 'tickCuont' });
    expect(told('color', '{field: a, scale: {scheme: {name: virids}}}')).toMatchObject({ at: 'virids' });
  });

  test('knows the keys of all that may have been meant', () => {
    const { known } = told('transform', '[{flter: 1}]');
    expect(known).toEqual(expect.arrayContaining(['filter', 'fold', 'window']));
  });

  test('names what is missing', () => {
    expect(told('mark', '{color: {gradient: linear}}')).toMatchObject({ kind: 'missing', got: 'stops' });
  });
});
