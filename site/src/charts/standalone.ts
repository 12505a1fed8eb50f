import { resolveColors } from './theme.ts';

/** A picture that stands alone (a download, a README): colours written in, on their own ground. */
export function standaloneSvg(svg: string, theme: 'light' | 'dark'): string {
  const ground = svg.replace(
    /(<svg [^>]*width="([^"]+)" height="([^"]+)"[^>]*>)/,
    '$1<rect width="$2" height="$3" fill="var(--ground)"/>',
  );
  return resolveColors(ground, theme) + '\n';
}
