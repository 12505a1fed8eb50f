import { escapeHtml } from '../text/escape.ts';
import { chartFont } from './theme.ts';

/**
 * Makes Vega's SVG small and safe to inline: one label instead of one for each mark, hundredths of
 * a pixel, no empty shapes, no links or pictures from elsewhere, and runs of equal lines as one path.
 * What it shows stays the same. `name` keeps its ids apart from those of other charts.
 */
export function compactSvg(svg: string, name: string, description: string): string {
  // Vega escapes "<" and ">" in texts and attributes, so that this finds tags and nothing else.
  const tags = svg.replace(/<[^>]+>/g, (tag) => (isSuperfluous(tag) ? '' : compactTag(tag, name)));
  return dropEmptyGroups(mergeLines(tags)).replace(
    /^<svg /,
    `<svg role="img" aria-label="${escapeHtml(description)}" font-family="${escapeHtml(chartFont)}" `,
  );
}

const isSuperfluous = (tag: string) =>
  /^<\/?a\b/.test(tag) ||
  tag.startsWith('<image') ||
  (/^<path class="(?:background|foreground)"/.test(tag) &&
    (!/ (?:stroke|fill)=/.test(tag) || tag.includes('display="none"')));

const fontAttribute = new RegExp(` font-family="${chartFont.replaceAll("'", "(?:'|&#39;|&apos;)")}"`, 'g');
const unusedAttribute =
  / (?:class|role|aria-[a-z]+|style|pointer-events|stroke-miterlimit|xmlns:xlink|version)="[^"]*"| opacity="1"| [\w-]+="url\((?!#)[^"]*"/g;
const measure = / (transform|d|x|y|x1|x2|y1|y2|cx|cy|r|width|height|stroke-width|viewBox)="([^"]*)"/g;

const compactTag = (tag: string, name: string) =>
  tag
    .replace(unusedAttribute, '')
    .replace(fontAttribute, '')
    .replace(/( id="|="url\(#)/g, `$1${name}-`)
    .replace(measure, (_, attribute, value) => ` ${attribute}="${round(value)}"`);

const round = (value: string) =>
  value.replace(/-?\d+\.\d{3,}(?:e-?\d+)?|-?\d+(?:\.\d+)?e-\d+/g, (number) =>
    String(Math.round(Number(number) * 100) / 100 || 0),
  );

/** Lines that follow one another with the same opaque stroke: `<line …/>` each becomes `Mx,yl dx,dy`. */
function mergeLines(svg: string): string {
  const line = /<line transform="translate\(([^,)]+),([^)]+)\)" x2="([^"]+)" y2="([^"]+)"([^>]*)\/>/g;
  const run = /(?:<line transform="translate\([^)]*\)" x2="[^"]+" y2="[^"]+"[^>]*\/>){2,}/g;
  return svg.replace(run, (lines) => {
    const paths: { rest: string; d: string }[] = [];
    for (const [, x, y, dx, dy, rest] of lines.matchAll(line)) {
      const last = paths.at(-1);
      const d = `M${x},${y}l${dx},${dy}`;
      if (last && last.rest === rest && !rest.includes('opacity')) last.d += d;
      else paths.push({ rest, d });
    }
    return paths.map(({ rest, d }) => `<path d="${d}"${rest}/>`).join('');
  });
}

/** Groups that hold nothing, or that only stand around other shapes. */
function dropEmptyGroups(svg: string): string {
  for (;;) {
    const next = svg
      .replace(/<g(?: [^>]*)?><\/g>/g, '')
      .replace(/<g><(path|line|text)((?:(?!<g|<\/g>)[\s\S])*)<\/g>/g, '<$1$2');
    if (next === svg) return svg;
    svg = next;
  }
}
