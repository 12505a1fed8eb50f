import { absoluteValue, hardTanh, leakyRelu, type Pieces, relu } from '../geometry/pieces.ts';
import { NetworkFileError } from './problem.ts';

/** u cut off below 0 and above 6. */
const relu6 = hardTanh(0, 6);

/** Piecewise-linear activations by name, with the settings that they may have. */
const known: Readonly<Record<string, (slope: number | undefined) => Pieces>> = {
  relu: () => relu,
  relu6: () => relu6,
  leaky_relu: (slope = 0.01) => leakyRelu(slope),
  absolute: () => absoluteValue,
  hard_tanh: () => hardTanh(),
};

export const activationNames: readonly string[] = Object.keys(known);

/** The pieces of an activation. `slope` is that of leaky ReLU below zero: 0.01 unless given, as in PyTorch. */
export function piecesNamed(name: string, slope?: number): Pieces {
  if (Object.hasOwn(known, name)) return known[name](slope);
  throw new NetworkFileError(
    `the activation ${name} is not among the piecewise-linear ones (${activationNames.join(', ')}), and only those cut space into regions. Such a network can't be measured.`,
  );
}
