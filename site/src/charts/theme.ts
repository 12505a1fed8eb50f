/**
 * The shared look of pages and charts: every colour by name, in light and in dark.
 * Charts name colours as CSS variables, so that one picture serves both; a picture that leaves the page
 * gets the values written in (`resolveColors`).
 */
interface Shades {
  readonly light: string;
  readonly dark: string;
}

/** Categories follow Okabe and Ito's colour-blind-safe hues, moved to 3:1 against either ground. */
const category: readonly Shades[] = [
  { light: '#0b6bb3', dark: '#62b5f0' },
  { light: '#c9500c', dark: '#ff9a5c' },
  { light: '#0b8563', dark: '#46cfa3' },
  { light: '#a3488a', dark: '#e59bce' },
  { light: '#8a6d00', dark: '#e2c65a' },
  { light: '#5b5fa8', dark: '#a9adf5' },
  { light: '#5a5f66', dark: '#b9bec6' },
  { light: '#2c8a9c', dark: '#7adbea' },
];

/** Ordered values run from far from the ground towards it while the hue turns, so that few of them differ in both. */
const order: readonly Shades[] = [
  { light: '#43207f', dark: '#fbe56b' },
  { light: '#1a6cb4', dark: '#8fd75f' },
  { light: '#0f8670', dark: '#35c3a5' },
  { light: '#6b8c10', dark: '#4fa4e0' },
  { light: '#b87408', dark: '#9a8cf0' },
  { light: '#c8562a', dark: '#d07be0' },
  { light: '#a82a45', dark: '#e0709a' },
  { light: '#7a2a6a', dark: '#d58a6a' },
];

const page: Readonly<Record<string, Shades>> = {
  ground: { light: '#fffefb', dark: '#15171a' },
  panel: { light: '#f6f4ee', dark: '#1e2125' },
  ink: { light: '#1c1d1f', dark: '#e9e7e1' },
  quiet: { light: '#5a5c60', dark: '#a9aaad' },
  line: { light: '#dedbd2', dark: '#34383e' },
  faint: { light: '#e9e6de', dark: '#2a2e33' },
  edge: { light: '#00000026', dark: '#ffffff30' },
  link: { light: '#0b5c9a', dark: '#7cc0f5' },
  supported: { light: '#0a6b50', dark: '#5ad6ad' },
  refuted: { light: '#a83a06', dark: '#ff9f66' },
  inconclusive: { light: '#5a5c60', dark: '#b4b6ba' },
  'code-key': { light: '#0b5c9a', dark: '#7cc0f5' },
  'code-text': { light: '#0a6b50', dark: '#6fd6ae' },
  'code-number': { light: '#953f7c', dark: '#e59bce' },
  'code-comment': { light: '#66686c', dark: '#9a9ca1' },
};

const numbered = (letter: string, shades: readonly Shades[]) =>
  Object.fromEntries(shades.map((shade, index) => [`${letter}${index + 1}`, shade]));

export const colors: Readonly<Record<string, Shades>> = {
  ...page,
  ...numbered('c', category),
  ...numbered('o', order),
};

const declarations = (theme: keyof Shades) =>
  Object.entries(colors)
    .map(([name, shades]) => `--${name}:${shades[theme]};`)
    .join('');

/** The variables as a style sheet. Print is always light. */
export const themeStyles = `:root{color-scheme:light dark;${declarations('light')}}@media screen and (prefers-color-scheme:dark){:root{${declarations('dark')}}}`;

/** `text` with every colour variable replaced by its value in `theme`. */
export const resolveColors = (text: string, theme: keyof Shades): string =>
  text.replace(/var\(--([\w-]+)\)/g, (whole, name: string) => colors[name]?.[theme] ?? whole);

export const chartFont = "'Source Sans', system-ui, sans-serif";

const text = {
  labelColor: 'var(--quiet)',
  titleColor: 'var(--ink)',
  labelFontSize: 13,
  titleFontSize: 13,
  titleFontWeight: 600,
  labelLimit: 0,
  titleLimit: 0,
};

/** Vega-Lite configuration of every chart; what a chart's own `config` says goes before it. */
export const chartConfig = {
  aria: false,
  font: chartFont,
  padding: 2,
  mark: { color: 'var(--c1)', tooltip: { content: 'encoding' } },
  line: { strokeWidth: 2, strokeCap: 'round', strokeJoin: 'round' },
  point: { size: 36, filled: true, color: 'var(--ink)' },
  circle: { size: 18, opacity: 1 },
  rule: { color: 'var(--ink)' },
  errorband: { opacity: 0.18 },
  text: { color: 'var(--ink)', fontSize: 13 },
  view: {
    stroke: null,
    continuousWidth: 300,
    continuousHeight: 220,
    discreteWidth: { step: 34 },
    discreteHeight: { step: 26 },
  },
  axis: {
    ...text,
    domainColor: 'var(--quiet)',
    tickColor: 'var(--quiet)',
    gridColor: 'var(--faint)',
    tickSize: 4,
    labelPadding: 4,
    titlePadding: 8,
  },
  axisX: { grid: false },
  axisQuantitative: { tickCount: 5 },
  legend: {
    ...text,
    orient: 'top',
    symbolStrokeWidth: 2.5,
    symbolOpacity: 1,
    columnPadding: 14,
    titlePadding: 6,
    offset: 10,
  },
  header: {
    ...text,
    labelFontWeight: 600,
    labelColor: 'var(--ink)',
    labelPadding: 6,
    titlePadding: 4,
  },
  headerColumn: { titleAnchor: 'start' },
  title: {
    anchor: 'start',
    color: 'var(--ink)',
    fontSize: 15,
    fontWeight: 600,
    offset: 12,
    limit: 0,
    subtitleColor: 'var(--quiet)',
  },
  range: {
    category: category.map((_, index) => `var(--c${index + 1})`),
    ordinal: order.map((_, index) => `var(--o${index + 1})`),
    ramp: { scheme: 'viridis' },
    heatmap: { scheme: 'viridis' },
  },
};
