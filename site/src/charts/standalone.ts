import { resolveColors } from './theme.ts';

/** A picture that stands alone (a download, a README): colours written in, on their own ground. */
export function standaloneSvg(svg: string, theme: 'light' | 'dark'): string {
  const ground = svg.replace(
    /(<svg [^>]*width="([^"]+)" height="([^"]+)"[^>]*>)/,
    '$1<rect width="$2" height="$3" fill="var(--ground)"/>',
  );
  return resolveColors(ground, theme) + '\n';
}

/** A chart's pixels to the em: at the page's text size a chart's text is a little smaller than the page's. */
const pixelsPerEm = 14;

/** A picture for a page: its size follows the page's text, up to a wall of screens. */
export const pageSvg = (svg: string): string =>
  svg.replace(
    / width="([\d.]+)" height="([\d.]+)"/,
    (_, width, height) => ` width="${toEm(width)}" height="${toEm(height)}"`,
  );

const toEm = (pixels: string) => `${Math.round((Number(pixels) / pixelsPerEm) * 1000) / 1000}em`;
