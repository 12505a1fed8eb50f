import type { Examples } from './example.ts';

/** CR06: measurements and claims. */
export const claimsExamples: Examples = {
  CR0601: { right: 'error[norm = batch] > error[norm = plain]', wrong: 'error[norm = batch]' },
  CR0602: { right: 'error[norm = plain]', wrong: 'near[norm = plain]' },
  CR0603: { right: 'error[norm = plain]', wrong: 'error[norm = plane]' },
  CR0604: {
    right: `    per: rate
`,
    wrong: '',
  },
  CR0605: { right: 'error[norm = plain]', wrong: 'median(near)[norm = plain]' },
  CR0606: { right: 'error[norm = plain]', wrong: 'cells[norm = plain]' },
  CR0607: { right: '    per: rate', wrong: '    per: rates' },
  CR0608: { right: 'error[norm = batch] > error[norm = plain]', wrong: '1 < 2' },
  CR0609: { right: '> error[norm = plain]', wrong: 'within 0 of error[norm = plain]' },
  CR0610: {
    right: 'error[norm = batch] > error[norm = plain]',
    wrong: 'error[norm = batch] != error[norm = plain]',
  },
  CR0611: {
    right: `error[norm = batch] > error[norm = plain]
    per: rate`,
    wrong: 'fall_with(error[norm = batch], along = rate)',
  },
  CR0612: { right: 'error[norm = batch] > error[norm = plain]', wrong: 'error[norm = batch] > 90 points' },
  CR0613: {
    right: 'error[norm = batch] > error[norm = plain]',
    wrong: 'error[norm = batch] - error[norm = plain] > 2%',
  },
  CR0614: {
    right: `error[norm = batch] > error[norm = plain]
    per: rate`,
    wrong: 'rises_with(error, along = norm)',
  },
  CR0615: {
    right: `error[norm = batch] > error[norm = plain]
    per: rate`,
    wrong: 'falls_with(error[norm = batch, rate = 1e-3], along = rate)',
  },
  CR0650: { right: 'at: [initial, final]', wrong: 'at: [initial, finale]' },
  CR0651: {
    right: '    every: 5 steps',
    wrong: `    at: final
    every: 5 steps`,
  },
  CR0652: { right: 'by: layer', wrong: 'by: layers' },
  CR0653: {
    wrong: `crease: 1
title: A small experiment
data:
  points: two_moons(count = 60)
network:
  input: points
  layers:
    - dense(8)
    - relu()
    - dense(2)
measure:
  it:
    value: loss(points)
`,
  },
  CR0654: {
    wrong: `crease: 1
title: A small experiment
data:
  points: digits(image = true)
network:
  input: points
  layers:
    - conv2d(2, padding = 8)
    - max_pool(16)
    - flatten()
    - dense(10)
measure:
  it:
    value: boundary_distance(points)
`,
  },
  CR0660: {
    right: 'error[norm = batch] > error[norm = plain]',
    wrong: 'curve[norm = batch, step = 3] > curve[norm = plain, step = 3]',
  },
};
