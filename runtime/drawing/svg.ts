import { boxAround, thinningText, thinSegments } from './thin.ts';

/** A partition as it is drawn. */
export interface Picture {
  readonly title: string;
  /** The window's corners, [x0, y0, …]. */
  readonly window: ArrayLike<number>;
  /** [x1, y1, x2, y2] of each piece of a boundary */
  readonly points: ArrayLike<number>;
  /** layer of each piece, from 0 */
  readonly layer: ArrayLike<number>;
  /** [x1, y1, x2, y2] of each piece of the decision boundary */
  readonly decision?: ArrayLike<number>;
  /** What the caption says besides how it was thinned. */
  readonly caption: string;
}

/** Drawn pieces of one picture: a file of about a megabyte, which every program opens at once. */
const mostPieces = 40_000;

const longSide = 960;
const margin = 24;
const head = 64;
const foot = 40;

/** From dark to light while the hue turns, so that neighbours differ for every eye (Okabe and Ito's hues). */
const layerColors = ['#1f1147', '#1a6cb4', '#0f8670', '#7f9a12', '#d08a08', '#c8562a', '#a82a45', '#8a4fa0'];
const decisionColor = '#d1006c';

/**
 * A partition as one SVG, made of nothing but paths and text, so that no browser is needed: a path for each layer,
 * the first layers above the later ones, in the colours that the legend names.
 */
export function drawPartitionSvg(picture: Picture): string {
  const box = boxAround(picture.window);
  const [x0, y0, x1, y1] = box;
  const scale = longSide / Math.max(x1 - x0, y1 - y0);
  const [width, height] = [(x1 - x0) * scale, (y1 - y0) * scale];
  // The vertical axis of an SVG points down.
  const place = (x: number, y: number) => `${round((x - x0) * scale)} ${round((y1 - y) * scale)}`;
  const thinned = thinSegments(picture, box, mostPieces);
  // Thinner lines where there are many.
  const widest = 1.3 * Math.min(1, (4000 / thinned.kept.length) ** 0.25);
  const layers = Math.max(0, ...new Set(Array.from(thinned.kept, (i) => picture.layer[i] + 1)));
  const paths = Array.from({ length: layers }, (_, layer) => {
    const own = thinned.kept.filter((i) => picture.layer[i] === layer);
    return strokes(linesOf(picture.points, own, place), colorOf(layer), widest * 0.8 ** layer);
  });
  const decision = picture.decision
    ? [strokes(linesOf(picture.decision, everyPiece(picture.decision), place), decisionColor, 2)]
    : [];
  const caption = [picture.caption, thinningText(thinned)].filter(Boolean);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(width + 2 * margin)} ${round(height + head + foot)}" width="${round(width + 2 * margin)}" height="${round(height + head + foot)}" font-family="DejaVu Sans, Helvetica, Arial, sans-serif" role="img">
<title>${escaped(picture.title)}</title>
<desc>${escaped(caption.join(' '))}</desc>
<rect width="100%" height="100%" fill="#ffffff"/>
<text x="${margin}" y="26" font-size="18" fill="#1c1d1f">${escaped(picture.title)}</text>
${legend(layers, picture.decision !== undefined)}
<g transform="translate(${margin} ${head})" fill="none" stroke-linecap="round">
${[...paths.reverse(), ...decision].join('\n')}
<path d="${outline(picture.window, place)}" stroke="#5a5c60" stroke-width="1"/>
</g>
${caption.map((line, i) => `<text x="${margin}" y="${round(height + head + 16 + 14 * i)}" font-size="11" fill="#5a5c60">${escaped(line)}</text>`).join('\n')}
</svg>
`;
}

const colorOf = (layer: number) => layerColors[layer % layerColors.length];

const everyPiece = (points: ArrayLike<number>) =>
  Uint32Array.from({ length: points.length / 4 }, (_, i) => i);

function linesOf(
  points: ArrayLike<number>,
  pieces: Uint32Array,
  place: (x: number, y: number) => string,
): string {
  return Array.from(
    pieces,
    (i) => `M${place(points[4 * i], points[4 * i + 1])}L${place(points[4 * i + 2], points[4 * i + 3])}`,
  ).join('');
}

const strokes = (d: string, color: string, width: number) =>
  `<path d="${d}" stroke="${color}" stroke-width="${round(Math.max(0.35, width))}"/>`;

function outline(window: ArrayLike<number>, place: (x: number, y: number) => string): string {
  const corners = Array.from({ length: window.length / 2 }, (_, i) =>
    place(window[2 * i], window[2 * i + 1]),
  );
  return `M${corners.join('L')}Z`;
}

function legend(layers: number, decision: boolean): string {
  const entries = Array.from({ length: layers }, (_, l) => [`layer ${l + 1}`, colorOf(l)]);
  if (decision) entries.push(['decision boundary', decisionColor]);
  return entries
    .map(([label, color], i) => {
      const x = margin + 92 * i;
      return `<path d="M${x} 46h18" stroke="${color}" stroke-width="3"/><text x="${x + 24}" y="50" font-size="12" fill="#1c1d1f">${label}</text>`;
    })
    .join('\n');
}

/** To a hundredth of a pixel. */
const round = (number: number) => String(Math.round(number * 100) / 100);

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);
