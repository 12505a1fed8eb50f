import * as vega from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type TopLevelSpec } from 'vega-lite';
import { compactSvg } from './compact.ts';
import { readAdvances } from './fonts.ts';
import { refuseToLoad } from './loader.ts';
import { textWidth } from './metrics.ts';
import { chartConfig } from './theme.ts';

export interface DrawnChart {
  /** For inlining in a page: colours are CSS variables, no script, no style, no link. */
  readonly svg: string;
  /** What the live chart shows: the compiled Vega specification with its data. */
  readonly vega: vega.Spec;
}

const closedLoader = refuseToLoad as unknown as vega.Loader;

const silent = {
  level: () => silent,
  error: () => silent,
  warn: () => silent,
  info: () => silent,
  debug: () => silent,
} as never;

let measured = false;
function measureText() {
  if (measured) return;
  (vega as unknown as { textMetrics: { width: unknown } }).textMetrics.width = textWidth(readAdvances());
  measured = true;
}

/**
 * Draws a Vega-Lite specification in the shared look. `name` keeps its anchors apart from those of other charts on
 * a page. Throws what Vega says where it cannot be drawn.
 */
export async function drawChart(name: string, spec: object, description: string): Promise<DrawnChart> {
  measureText();
  const compiled = compile(spec as TopLevelSpec, { config: chartConfig as never, logger: silent }).spec;
  delete compiled.background;
  // Vega marks the rows that it draws; the caller's stay as they are.
  const runtime = vega.parse(structuredClone(compiled), {}, { ast: true } as never);
  const view = new vega.View(runtime, {
    renderer: 'none',
    loader: closedLoader,
    expr: expressionInterpreter,
    logger: silent,
  } as never);
  const svg = await view.toSVG();
  view.finalize();
  return { svg: compactSvg(svg, name, description), vega: compiled };
}
