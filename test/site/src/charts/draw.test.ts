import { describe, expect, test } from 'vitest';
import { drawChart } from '../../../../site/src/charts/draw.ts';
import { readAdvances } from '../../../../site/src/charts/fonts.ts';
import { textWidth } from '../../../../site/src/charts/metrics.ts';
import { pageSvg, standaloneSvg } from '../../../../site/src/charts/standalone.ts';
import { attack, hostile } from '../../fixtures/hostile.ts';

const rules = (count: number) => ({
  width: 100,
  height: 100,
  data: {
    values: Array.from({ length: count }, (_, i) => ({
      x: i / count,
      y: 0,
      x2: 1,
      y2: (i * 7) / 3 / count,
      layer: i % 3,
    })),
  },
  mark: 'rule',
  encoding: {
    x: { field: 'x', type: 'quantitative', axis: null },
    y: { field: 'y', type: 'quantitative', axis: null },
    x2: { field: 'x2' },
    y2: { field: 'y2' },
    color: { field: 'layer', type: 'ordinal', legend: null },
  },
});

describe('drawChart', () => {
  test('colours are variables, so that one picture serves light and dark', async () => {
    const { svg } = await drawChart('c', rules(3), 'three lines');
    expect([...svg.matchAll(/stroke="([^"]+)"/g)].map((match) => match[1])).toEqual([
      'var(--o1)',
      'var(--o2)',
      'var(--o3)',
    ]);
    expect(standaloneSvg(svg, 'dark')).not.toContain('var(');
  });

  test('the same specification gives the same bytes', async () => {
    expect(await drawChart('c', rules(10), 'x')).toEqual(await drawChart('c', rules(10), 'x'));
  });

  test('merging lines keeps every one of them, where it was', async () => {
    const sorted = { ...rules(300), encoding: { ...rules(300).encoding, color: { value: 'black' } } };
    const { svg } = await drawChart('c', sorted, 'lines');
    const segments = [...svg.matchAll(/M([-\d.]+),([-\d.]+)l([-\d.]+),([-\d.]+)/g)].map((match) =>
      match.slice(1).map(Number),
    );
    expect(segments).toHaveLength(300);
    for (const [i, [x, , dx]] of segments.entries()) {
      expect(x).toBeCloseTo((100 * i) / 300, 1);
      expect(x + dx).toBeCloseTo(100, 1);
    }
    expect(svg.match(/<path/g)).toHaveLength(1);
  });

  test('hostile texts stay text, and nothing leads or loads elsewhere', async () => {
    const [chart] = hostile().charts;
    const { svg } = await drawChart('c', chart.spec, chart.description);
    const tags = [...svg.matchAll(/<[^>]+>/g)].map(([tag]) => tag);
    for (const tag of tags) expect(tag).toMatch(/^<\/?(?:svg|g|path|line|text|rect|defs|clipPath)\b/);
    expect(tags.join('').replace(/aria-label="[^"]*"/, '')).not.toMatch(/href|evil|javascript| on\w+=/);
    expect(svg).toContain(attack.split('<')[1].replace('>', '&gt;'));
  });

  test('ids carry the name of the chart', async () => {
    const spec = { ...rules(3), mark: { type: 'rule', clip: true } };
    const { svg } = await drawChart('mine', spec, 'x');
    const ids = [...svg.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
    expect(ids).not.toHaveLength(0);
    for (const id of ids) expect(id).toMatch(/^mine-/);
    for (const [, target] of svg.matchAll(/url\(#([^)]+)\)/g)) expect(ids).toContain(target);
  });

  test('an expression that does not parse is refused with what Vega says', async () => {
    const spec = { ...rules(3), transform: [{ calculate: 'toString(window)', as: 'a' }] };
    await expect(drawChart('c', spec, 'x')).rejects.toThrow('window');
  });
});

test('a page’s picture keeps its shape and takes its size from the text', () => {
  expect(pageSvg('<svg width="280" height="140" viewBox="0 0 280 140">')).toBe(
    '<svg width="20em" height="10em" viewBox="0 0 280 140">',
  );
});

describe('textWidth', () => {
  const width = textWidth(readAdvances());
  test('adds the advances of Source Sans, whose digits are 497 and "A" 544 thousandths wide', () => {
    expect(width({ fontSize: 10 }, '00')).toBeCloseTo(9.94, 1);
    expect(width({ fontSize: 10 }, 'A')).toBeCloseTo(5.43, 1);
    expect(width({ fontSize: 20 }, 'A')).toBeCloseTo(2 * width({ fontSize: 10 }, 'A'), 10);
  });
  test('bold is wider, empty is nothing, a limit holds', () => {
    expect(width({ fontWeight: 'bold' }, 'word')).toBeGreaterThan(width({}, 'word'));
    expect(width({}, null)).toBe(0);
    expect(width({ limit: 5 }, 'a long text')).toBe(5);
  });
});
