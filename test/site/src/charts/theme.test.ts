import { expect, test } from 'vitest';
import { colors } from '../../../../site/src/charts/theme.ts';

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(hex: string) {
  const [r, g, b] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string) {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const marks = Object.keys(colors).filter((name) => /^[co]\d$/.test(name));
const texts = ['ink', 'quiet', 'link', 'supported', 'refuted', 'inconclusive'];
const onPanel = ['ink', 'quiet', 'code-key', 'code-text', 'code-number', 'code-comment'];

test.each(['light', 'dark'] as const)('colours can be told from the ground in %s', (theme) => {
  for (const name of marks)
    expect([name, contrast(colors[name][theme], colors.ground[theme]) >= 3]).toEqual([name, true]);
  for (const name of texts)
    expect([name, contrast(colors[name][theme], colors.ground[theme]) >= 4.5]).toEqual([name, true]);
  for (const name of onPanel)
    expect([name, contrast(colors[name][theme], colors.panel[theme]) >= 4.5]).toEqual([name, true]);
});
