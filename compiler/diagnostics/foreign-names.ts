/** What a thing is called here → what newcomers call it out of habit from other programs. */
const habits: Readonly<Record<string, readonly string[]>> = {
  dense: ['Linear', 'linear', 'fc', 'Dense', 'fully_connected'],
  batch_norm: ['BatchNorm', 'BatchNorm1d', 'BatchNorm2d', 'BatchNormalization', 'batchnorm', 'bn'],
  relu: ['ReLU', 'activation', 'Activation'],
  leaky_relu: ['LeakyReLU', 'lrelu'],
  absolute: ['abs', 'Abs'],
  adam: ['Adam', 'AdamW', 'adamw'],
  sgd: ['SGD', 'momentum'],
  cross_entropy: ['CrossEntropyLoss', 'nll', 'softmax_cross_entropy', 'categorical_crossentropy'],
  mean_squared_error: ['mse', 'MSELoss', 'mse_loss'],
  he: ['kaiming', 'kaiming_normal', 'kaiming_uniform', 'he_normal'],
  glorot: ['xavier', 'xavier_uniform', 'xavier_normal', 'glorot_uniform'],
  two_moons: ['moons', 'make_moons'],
  circles: ['make_circles'],
  blobs: ['make_blobs'],
  digits: ['mnist', 'MNIST', 'load_digits'],
  mean: ['avg', 'average'],
  sd: ['std', 'stdev', 'stddev'],
  rate: ['lr', 'learning_rate'],
  batch: ['batch_size', 'batchsize', 'minibatch'],
  epochs: ['n_epochs', 'num_epochs', 'steps', 'iterations'],
  value: ['metric', 'measure', 'what'],
  initial: ['start', 'begin', 'beginning', 'init'],
  final: ['end', 'last'],
  replicates: ['repeats', 'runs', 'n_seeds', 'trials'],
  says: ['claim', 'statement', 'description'],
  expect: ['assert', 'condition', 'that'],
  about: ['description'],
  none: ['None', 'null', 'nil'],
};

/** Our names for what other programs call so; one of them is suggested where it could stand. */
export const foreignNames: ReadonlyMap<string, readonly string[]> = new Map(
  [...new Set(Object.values(habits).flat())].map((theirs) => [
    theirs,
    Object.keys(habits).filter((ours) => habits[ours].includes(theirs)),
  ]),
);
