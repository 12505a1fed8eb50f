/** The parts of Vega that the page uses; `vega` has the types of the whole only. */
declare module 'vega-dataflow' {
  export { transforms } from 'vega';
}
declare module 'vega-encode';
declare module 'vega-transforms';
declare module 'vega-view-transforms';
declare module 'vega-parser' {
  export { parse } from 'vega';
}
declare module 'vega-scenegraph' {
  export const textMetrics: { width: (item: { readonly fontSize?: number }, text: unknown) => number };
}
declare module 'vega-view' {
  export { View } from 'vega';
}
