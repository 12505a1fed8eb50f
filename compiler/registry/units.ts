/** What a number means. Numbers of different units are not added or compared. */
export const units = {
  one: { title: '', symbol: '' },
  count: { title: 'count', symbol: '' },
  probability: { title: 'probability', symbol: '' },
  angle: { title: 'angle', symbol: 'rad' },
  steps: { title: 'optimizer steps', symbol: 'steps' },
  epochs: { title: 'epochs', symbol: 'epochs' },
  examples: { title: 'examples', symbol: 'examples' },
  seconds: { title: 'time', symbol: 's' },
  distance: { title: 'input distance', symbol: '' },
  area: { title: 'area', symbol: '' },
  loss: { title: 'loss', symbol: 'nats' },
} as const;

export type Unit = keyof typeof units;

/** Units that a literal may carry, what they count, and the factor to the plan's number. */
export const literalUnits: Readonly<
  Record<string, { readonly unit: Unit; readonly factor: number; readonly about: string }>
> = {
  '%': { unit: 'probability', factor: 0.01, about: 'hundredths: `30%` is 0.3' },
  points: {
    unit: 'probability',
    factor: 0.01,
    about: 'a difference between probabilities: `2 points` is 0.02',
  },
  point: { unit: 'probability', factor: 0.01, about: 'a difference between probabilities' },
  deg: { unit: 'angle', factor: Math.PI / 180, about: 'degrees' },
  rad: { unit: 'angle', factor: 1, about: 'radians' },
  steps: { unit: 'steps', factor: 1, about: 'optimizer steps' },
  step: { unit: 'steps', factor: 1, about: 'optimizer steps' },
  epochs: { unit: 'epochs', factor: 1, about: 'passes through the training data' },
  epoch: { unit: 'epochs', factor: 1, about: 'passes through the training data' },
  examples: { unit: 'examples', factor: 1, about: 'examples of a data set' },
};
