import type { InitializerRecord } from './initializer.ts';

/** What PyTorch's `nn.Linear` and `nn.Conv2d` do when told nothing. */
export const pytorchDefault: InitializerRecord = {
  name: 'pytorch_default',
  kind: 'initializer',
  summary: "The start of PyTorch's `nn.Linear` and `nn.Conv2d` when they are told nothing",
  about:
    'Uniform between `±1 / sqrt(fan_in)`, where `fan_in` is the number of inputs of a unit: of a filter size² × channels. For a vector, `fan_in` is its length; PyTorch takes the inputs of the layer for its bias too, so that a bias starts as there only in a layer with as many outputs as `fan_in`: elsewhere write `uniform(-r, r)`.',
  source: 'PyTorch, `torch.nn.Linear` and `torch.nn.Conv2d`, section "Variables"',
  version: 1,
  parameters: [],
  example: 'pytorch_default()',
};
