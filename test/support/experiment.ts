import { type Compilation, type CompileOptions, compile } from '../../compiler/compile.ts';
import type { Diagnostic } from '../../compiler/diagnostics/diagnostic.ts';

/** A small experiment with every section; tests change one line of it. */
export const base = `crease: 1
title: A small experiment
seed: 7
replicates: 3
data:
  points: two_moons(count = 60, test = 50%)
  anywhere: uniform_box(count = 20, around = points)
axes:
  norm:
    plain: bias(zeros())
    batch: batch_norm()
  rate: [1e-3, 1e-2]
network:
  input: points
  layers:
    - repeat: 2
      layers:
        - dense(8, bias = none)
        - norm
        - relu()
    - dense(points.classes)
train:
  data: points.train
  loss: cross_entropy()
  optimizer: adam(rate = rate)
  batch: 10
  epochs: 4
measure:
  error:
    value: accuracy(points.test)
  curve:
    value: accuracy(points.test)
    every: 5 steps
  near:
    value: boundary_distance(points.train)
    at: [initial, final]
  crowd:
    value: boundaries_within(points.train, radius = log_range(0.01, 1, count = 3))
    by: layer
  cells:
    value: partition(window = square(3))
claims:
  better:
    says: It helps.
    expect: error[norm = batch] > error[norm = plain]
    per: rate
charts:
  learning:
    title: Learning
    mark: line
    encoding:
      x: step
      y: curve
      color: norm
      column: rate
profiles:
  quick:
    replicates: 2
    train.epochs: 1
`;

/** `base` with one piece of text replaced; the piece must be there exactly once. */
export function edited(before: string, after: string, text = base): string {
  const parts = text.split(before);
  if (parts.length !== 2) throw new Error(`"${before}" stands ${parts.length - 1} times in the experiment`);
  return parts.join(after);
}

export function compileText(text: string, options: Partial<CompileOptions> = {}): Compilation {
  return compile([{ file: 'small.crease.yaml', text }], { numerics: 'test', ...options });
}

/**
 * Compiles `base` with `before` replaced by `after`, in which `<|…|>` marks where the one expected
 * diagnostic must point.
 */
export function diagnoseEdit(
  before: string,
  after: string,
): { diagnostics: readonly Diagnostic[]; marked: string; pointed: string[] } {
  const text = edited(before, after);
  const start = text.indexOf('<|');
  const end = text.indexOf('|>') - 2;
  const clean = text.replace('<|', '').replace('|>', '');
  const { diagnostics } = compileText(clean);
  return {
    diagnostics,
    marked: clean.slice(start, end),
    pointed: diagnostics.map(({ span }) => clean.slice(span.start, span.end)),
  };
}
