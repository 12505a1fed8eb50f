import { escapeHtml } from '../text/escape.ts';
import { chartFont } from './theme.ts';

/**
 * Makes Vega's SVG small and safe to inline: one label instead of one for each mark, hundredths of
 * a pixel, no empty shapes, and runs of equal lines as one path. What it shows stays the same.
 */
export function compactSvg(svg: string, description: string): string {
  const shapes = svg
    .replace(/<\/?a\b[^>]*>/g, '')
    .replace(/<image\b[^>]*\/>/g, '')
    .replace(/<path class="(?:background|foreground)"(?![^>]* (?:stroke|fill)=)[^>]*\/>/g, '')
    .replace(/<path class="foreground"[^>]* display="none"[^>]*\/>/g, '')
    .replace(
      / (?:class|role|aria-[a-z]+|style|pointer-events|stroke-miterlimit|xmlns:xlink|version)="[^"]*"/g,
      '',
    )
    .replace(/ opacity="1"/g, '')
    .replace(fontAttribute, '')
    .replace(
      / (transform|d|x|y|x1|x2|y1|y2|cx|cy|r|width|height|stroke-width|viewBox)="([^"]*)"/g,
      (_, name, value) => ` ${name}="${round(value)}"`,
    );
  const merged = dropEmptyGroups(mergeLines(shapes));
  return merged.replace(
    /^<svg /,
    `<svg role="img" aria-label="${escapeHtml(description)}" font-family="${escapeHtml(chartFont)}" `,
  );
}

const fontAttribute = new RegExp(` font-family="${chartFont.replaceAll("'", "(?:'|&#39;|&apos;)")}"`, 'g');

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

function dropEmptyGroups(svg: string): string {
  for (;;) {
    const next = svg
      .replace(/<g(?: [^>]*)?><\/g>/g, '')
      .replace(/<g><(path|line|text)((?:(?!<g|<\/g>).)*)<\/g>/g, '<$1$2');
    if (next === svg) return svg;
    svg = next;
  }
}
