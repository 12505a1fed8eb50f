import type { InitializerRecord } from './initializer.ts';

/** What PyTorch's `nn.Linear` does when told nothing. */
export const pytorchDefault: InitializerRecord = {
  name: 'pytorch_default',
  kind: 'initializer',
  summary: "The start of PyTorch's `nn.Linear` when it is told nothing",
  about:
    'Uniform between `±1 / sqrt(fan_in)`, where `fan_in` is the number of inputs of the layer. For a vector, `fan_in` is its length; PyTorch takes the inputs of the layer for its bias too, so that a bias starts as there only in a layer with as many outputs as inputs: elsewhere write `uniform(-r, r)`.',
  source: 'PyTorch, `torch.nn.Linear`, section "Variables"',
  version: 1,
  parameters: [],
  example: 'pytorch_default()',
};
