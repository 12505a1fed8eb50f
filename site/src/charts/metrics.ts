/** Advance widths of the shipped font's characters, in thousandths of its size, for both weights. */
export interface Advances {
  readonly regular: Readonly<Record<string, number>>;
  readonly bold: Readonly<Record<string, number>>;
}

interface TextItem {
  readonly fontSize?: number;
  readonly fontWeight?: string | number;
  readonly limit?: number;
}

/** A character that the font lacks falls back to another font: take a width that rarely is too small. */
const unknownAdvance = 600;
const isBold = (weight: string | number | undefined) => weight === 'bold' || Number(weight) >= 600;

/**
 * Width of a text in pixels, the same at build time and in the page, so that a chart that goes live
 * lays itself out as its picture did. Has the signature of `textMetrics.width` of vega-scenegraph.
 */
export const textWidth =
  (advances: Advances) =>
  (item: TextItem, text: unknown): number => {
    const widths = isBold(item.fontWeight) ? advances.bold : advances.regular;
    let sum = 0;
    for (const character of text == null ? '' : String(text).trim())
      sum += widths[character] ?? unknownAdvance;
    const width = (sum * (item.fontSize ?? 11)) / 1000;
    return item.limit && item.limit > 0 ? Math.min(width, item.limit) : width;
  };
