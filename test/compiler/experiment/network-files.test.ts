import { describe, expect, it } from 'vitest';
import { compile } from '../../../compiler/compile.ts';

const text = (layers: string, more = '') => `crease: 1
title: Networks of my own
data:
  points: two_moons(count = 60)
${more}network:
  input: points
  layers: ${layers}
measure:
  near:
    value: boundary_distance(points)
  crowd:
    value: boundaries_within(points, radius = 0.1)
    by: layer
`;
const facts = { sha256: '0'.repeat(64), input: [2], widths: [16, 8], output: [2] };
const file = 'workflows/mine.crease.yaml';
const compiled = (source: string, networks = {}, missing: string[] = []) =>
  compile([{ file, text: source }], { numerics: 'test', networks, missing });
const mine = text('from_file("models/a.safetensors")');
const keysOf = (source: string, networks: object) => {
  const { plan, diagnostics } = compiled(source, networks);
  expect(diagnostics).toEqual([]);
  return plan!.steps.map(({ key }) => key);
};

describe('a network out of a file', () => {
  it('is asked for, seen from the experiment, before anything is said', () => {
    expect(compiled(mine)).toEqual({
      plan: undefined,
      diagnostics: [],
      needs: ['workflows/models/a.safetensors'],
      wantedData: [],
    });
  });

  it('is one layer of the plan, with its facts and no training', () => {
    const { plan } = compiled(mine, { 'workflows/models/a.safetensors': facts });
    expect(plan!.variants[0].network.layers).toEqual([
      {
        path: '0',
        layer: { is: 'from_file', path: 'workflows/models/a.safetensors', ...facts },
        input: [2],
        output: [2],
      },
    ]);
    expect(plan!.measurements.crowd.indices[0]).toMatchObject({ name: 'layer', values: [1, 2] });
    expect(plan!.steps.every(({ kind }) => kind === 'measure')).toBe(true);
  });

  it('has keys of what it computes: another place changes none, another network all', () => {
    const before = keysOf(mine, { 'workflows/models/a.safetensors': facts });
    const moved = text('from_file("models/b.json")');
    expect(keysOf(moved, { 'workflows/models/b.json': facts })).toEqual(before);
    const other = keysOf(mine, { 'workflows/models/a.safetensors': { ...facts, sha256: '1'.repeat(64) } });
    expect(other.filter((key) => before.includes(key))).toEqual([]);
  });

  it('can be an arm, and every file is asked for at once', () => {
    const arms = text(
      'net',
      'axes:\n  net:\n    plain: from_file("a.json")\n    normed: from_file("b.json")\n',
    );
    expect(compiled(arms).needs).toEqual(['workflows/a.json', 'workflows/b.json']);
    const networks = { 'workflows/a.json': facts, 'workflows/b.json': { ...facts, sha256: '1'.repeat(64) } };
    const { plan } = compiled(arms, networks);
    expect(plan!.variants.map(({ id }) => id)).toEqual(['net=plain', 'net=normed']);
  });

  it('points at the call when the file is not there', () => {
    const { diagnostics } = compiled(mine, {}, ['workflows/models/a.safetensors']);
    expect(diagnostics).toHaveLength(1);
    const [{ code, span }] = diagnostics;
    expect([code, mine.slice(span.start, span.end)]).toEqual(['CR0552', 'from_file("models/a.safetensors")']);
  });

  it('must fit the data', () => {
    const images = { 'workflows/models/a.safetensors': { ...facts, input: [1, 8, 8] } };
    expect(compiled(mine, images).diagnostics.map(({ code }) => code)).toEqual(['CR0556']);
    const digits = mine.replace('two_moons(count = 60)', 'digits()');
    expect(compiled(digits, images).diagnostics).toEqual([]);
  });
});
