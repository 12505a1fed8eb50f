/** Vega for the page: only what charts need, expressions interpreted because the page forbids `eval`. */
import type { Spec } from 'vega';
import { transforms } from 'vega-dataflow';
import * as encode from 'vega-encode';
import { expressionInterpreter } from 'vega-interpreter';
import { parse } from 'vega-parser';
import { textMetrics } from 'vega-scenegraph';
import * as dataTransforms from 'vega-transforms';
import { View } from 'vega-view';
import * as viewTransforms from 'vega-view-transforms';
import { refuseToLoad } from '../charts/loader.ts';
import { type Advances, textWidth } from '../charts/metrics.ts';
import { showTooltip } from './tooltip.ts';

declare const ADVANCES: Advances;

Object.assign(transforms, dataTransforms, encode, viewTransforms);
textMetrics.width = textWidth(ADVANCES);

window.crease.show = async (chart: HTMLElement, spec: Spec) => {
  const stage = document.createElement('div');
  const view = new View(parse(spec, {}, { ast: true }), {
    renderer: 'svg',
    container: stage,
    hover: true,
    expr: expressionInterpreter,
    loader: refuseToLoad as never,
    logLevel: 0,
    tooltip: showTooltip,
  });
  await view.runAsync();
  const picture = chart.querySelector('svg')!;
  const live = stage.querySelector('svg')!;
  for (const name of ['role', 'aria-label', 'width', 'height'])
    live.setAttribute(name, picture.getAttribute(name) ?? '');
  // The picture's label and the table behind the chart speak for its marks.
  for (const part of live.children) part.setAttribute('aria-hidden', 'true');
  picture.replaceWith(live);
};
