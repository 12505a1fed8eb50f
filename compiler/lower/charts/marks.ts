/** Part of a mark: which rows it draws and how. */
export type MarkPart = readonly [
  part: 'replicate' | 'interval' | 'mean' | 'whisker' | 'box' | 'median',
  style: Readonly<Record<string, unknown>>,
];

const faint = { type: 'point', opacity: 0.3, size: 14, filled: true };
const whisker = { type: 'rule', strokeWidth: 1.5 };
const dots = (type: string): readonly MarkPart[] => [
  ['replicate', { ...faint, type }],
  ['interval', whisker],
  ['mean', { type, size: 60, filled: true }],
];

/** What each mark draws, from the bottom up: every replicate faintly, the interval, the mean. */
export const marks = {
  line: [
    ['replicate', { type: 'line', opacity: 0.22, strokeWidth: 0.8, clip: true }],
    ['interval', { type: 'area', opacity: 0.18, clip: true }],
    ['mean', { type: 'line', strokeWidth: 2, clip: true }],
  ],
  area: [
    ['mean', { type: 'area', opacity: 0.35, clip: true, line: true }],
    ['replicate', { type: 'line', opacity: 0.22, strokeWidth: 0.8, clip: true }],
  ],
  point: dots('point'),
  circle: dots('circle'),
  square: dots('square'),
  bar: [
    ['mean', { type: 'bar', opacity: 0.75 }],
    ['interval', whisker],
    ['replicate', { ...faint, opacity: 0.35 }],
  ],
  tick: [
    ['replicate', { type: 'tick', opacity: 0.4, thickness: 1 }],
    ['mean', { type: 'tick', thickness: 3 }],
  ],
  rect: [['mean', { type: 'rect' }]],
  boxplot: [
    ['whisker', { type: 'rule', strokeWidth: 1 }],
    ['box', { type: 'bar', size: 18, opacity: 0.55 }],
    ['median', { type: 'tick', size: 18, thickness: 2, color: 'black' }],
    ['replicate', { ...faint, opacity: 0.35 }],
  ],
  errorband: [
    ['interval', { type: 'area', opacity: 0.25, clip: true }],
    ['mean', { type: 'line', strokeWidth: 2, clip: true }],
  ],
  errorbar: [
    ['interval', whisker],
    ['mean', { type: 'point', size: 60, filled: true }],
  ],
} as const satisfies Record<string, readonly MarkPart[]>;

export type Mark = keyof typeof marks;

/** Marks of Vega-Lite that experiments do not use. */
export const otherMarks: readonly string[] = ['arc', 'geoshape', 'image', 'rule', 'text', 'trail'];
