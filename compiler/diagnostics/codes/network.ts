import { entry } from '../entry.ts';

/** CR05: networks, shapes and training. */

export const layerRefused = entry<{ reason: string; help?: string }>({
  code: 'CR0501',
  severity: 'error',
  title: 'Layer that does not fit',
  message: ({ reason }) => reason,
  help: ({ help }) => help,
  why: 'Shapes are followed through the whole network before anything runs.',
});

export const lossRefused = entry<{ reason: string; help?: string }>({
  code: 'CR0502',
  severity: 'error',
  title: 'Loss that does not fit',
  message: ({ reason }) => reason,
  help: ({ help }) => help,
  why: 'A loss compares what the network puts out with the labels of the training data, so both must fit it.',
});

export const noLabels = entry<{ data: string; what: string }>({
  code: 'CR0503',
  severity: 'error',
  title: 'Data without labels',
  message: ({ data, what }) => `${what} needs labels, but the examples of \`${data}\` have none`,
  help: () => 'use a data set with classes, such as digits() or two_moons(count = 200)',
  why: 'A loss and an accuracy compare an output with a label.',
});

export const shapeMismatch = entry<{ what: string; got: string; wanted: string }>({
  code: 'CR0504',
  severity: 'error',
  title: 'Points of another shape',
  message: ({ what, got, wanted }) =>
    `the points of ${what} have shape ${got}, but the network takes ${wanted}`,
  help: () => 'measure at points of that shape, such as those of `network.input`',
  why: 'A network can only be measured where it is defined.',
});

export const batchTooBig = entry<{ batch: number; examples: number }>({
  code: 'CR0505',
  severity: 'error',
  title: 'Batch larger than the data',
  message: ({ batch, examples }) => `a mini-batch of ${batch} cannot be drawn from ${examples} examples`,
  help: ({ examples }) => `use at most ${examples}`,
  why: 'Batches have one size; a last partial batch is dropped, so here none would be left.',
});

export const batchOfOne = entry<{ layer: string; last?: boolean }>({
  code: 'CR0506',
  severity: 'error',
  title: 'Batch statistics of one example',
  message: ({ layer, last }) =>
    `${layer}() with a ${last ? 'last batch' : 'mini-batch'} of one example makes every unit constant: its mean is the example itself`,
  help: ({ last }) =>
    last
      ? 'use a batch that leaves another number of examples over, or drop them: `partial: drop`'
      : 'use a batch of at least 2, better 16 or more',
  why: 'The variance of one example is zero.',
});

export const removedBias = entry<{ layer: string; bias: string }>({
  code: 'CR0507',
  severity: 'warning',
  title: 'Bias that a normalization removes',
  message: ({ layer, bias }) =>
    `the bias of ${bias} has no effect: ${layer}() subtracts the mean right after it`,
  help: () => 'write `bias = none`',
  why: 'Adding a constant before batch statistics changes nothing (2022 paper: the bias is absorbed in the mean), but it is still trained.',
});

export const notAPlane = entry<{ measurement: string; inputs: string; data: string | undefined }>({
  code: 'CR0508',
  severity: 'error',
  title: 'Partition of something that is no plane',
  message: ({ measurement, inputs }) =>
    `${measurement}() draws the input plane, but the network takes inputs of shape ${inputs}`,
  help: ({ data }) =>
    data === undefined
      ? 'measure it on a network with two inputs'
      : `say which plane to cut: \`slice = principal(${data})\``,
  why: 'A window is a piece of a plane.',
});

export const notPiecewiseAffine = entry<{ measurement: string; layer: string }>({
  code: 'CR0509',
  severity: 'error',
  title: 'Geometry of a network that is not piecewise affine',
  message: ({ measurement, layer }) =>
    `${measurement}() needs a piecewise affine network, but ${layer}() is not`,
  help: () =>
    'use activations such as relu(), absolute() or hard_tanh(), and batch_norm() where something is to be normalized',
  why: 'Regions, creases and distances are exact only where the network is affine in pieces.',
});

export const noLayers = entry<Record<never, never>>({
  code: 'CR0510',
  severity: 'error',
  title: 'Network without activations',
  message: () => 'this network has no activations, so it has no creases to measure',
  help: () => 'add an activation such as relu()',
  why: 'A network without activations is one affine map and has no boundaries.',
});

export const momentOfUntrained = entry<{ moment: string }>({
  code: 'CR0511',
  severity: 'error',
  title: 'Moment of a training that does not happen',
  message: ({ moment }) => `there is no \`${moment}\` here: this network is not trained`,
  help: () => 'leave it out, or add a section `train`',
  why: 'Without training there is one state, the initial one.',
});

export const notALayer = entry<{ name: string }>({
  code: 'CR0512',
  severity: 'error',
  title: 'Not a layer',
  message: ({ name }) => `${name} cannot stand among the layers`,
  help: () =>
    'layers are made by calls such as dense(64), relu() or batch_norm(); `none` leaves a place empty',
  why: 'The list of layers is the network, from the input to the output.',
});

export const notCalled = entry<{ text: string; what: string }>({
  code: 'CR0520',
  severity: 'error',
  title: 'Call of something that is no network',
  message: ({ text, what }) => `\`${text}\` is ${what}, so it cannot be called`,
  help: ({ text }) => `write \`${text}\` without parentheses`,
  why: 'Parentheses call functions and layers, and the networks that a file names under `networks`.',
});

export const networkInItself = entry<{ name: string }>({
  code: 'CR0521',
  severity: 'error',
  title: 'Network inside itself',
  message: ({ name }) => `\`${name}\` is called inside of \`${name}\`, so it would never end`,
  help: () => 'write `repeat:` for layers that follow one another several times',
  why: 'Every network is finite: its layers are written out before anything runs.',
});

export const keysOfNoLayer = entry<{ key: string; example?: string; corrected?: string }>({
  code: 'CR0522',
  severity: 'error',
  title: 'Keys where a layer is called',
  message: ({ key, corrected }) =>
    corrected
      ? `the colon after \`${key}\` cuts this call in two: YAML takes what stands before it for a key`
      : `\`${key}:\` makes no layer`,
  help: ({ example, corrected }) =>
    corrected
      ? `name arguments with \`=\`: write \`- ${corrected}\``
      : example
        ? `layers are calls: write \`- ${example}\``
        : 'layers are calls such as `- dense(64)`; keys are `repeat:` with `layers:`, or `block:` with `shortcut:`',
  why: 'A layer is one expression, so that it can be an arm of an axis, depend on one, or be passed to a network.',
});

export const repeatWithoutName = entry<{ count: number }>({
  code: 'CR0523',
  severity: 'error',
  title: 'List that nothing can read',
  message: ({ count }) => `this repeats the same layers ${count} times, whatever stands in the list`,
  help: ({ count }) => `name the value, such as \`as: width\`, or write \`repeat: ${count}\``,
  why: 'A repetition over a list is there for its values, which the layers read under the name after `as`.',
});

export const emptyBlock = entry<Record<never, never>>({
  code: 'CR0524',
  severity: 'error',
  title: 'Block without layers',
  message: () => 'this residual block has no layers, so it only adds its shortcut to its input',
  help: () => 'write the layers under `block:`; `shortcut:` holds those beside them',
  why: 'A residual block is the sum of what its layers and its shortcut make of the same input.',
});

export const branchesDiffer = entry<{ layers: string; shortcut: string; layer?: string }>({
  code: 'CR0525',
  severity: 'error',
  title: 'Sum of two shapes',
  message: ({ layers, shortcut }) =>
    `this block adds what its layers give, ${layers}, to ${shortcut}: they must have the same shape`,
  help: ({ layer }) =>
    layer === undefined
      ? 'end both branches with the same shape'
      : `let the shortcut change the shape too, with \`shortcut: ${layer}\``,
  why: 'A residual block adds number by number; nothing is padded or cut silently.',
});

export const networkTooBig = entry<{ what: string; most: number }>({
  code: 'CR0526',
  severity: 'error',
  title: 'Network too big',
  message: ({ what, most }) => `${what}: more than ${most}`,
  help: () => 'repeat less, or call fewer networks inside one another',
  why: 'The bound keeps a slip of the pen from filling memory.',
});

export const sumByCall = entry<{ name: string; example: string }>({
  code: 'CR0527',
  severity: 'error',
  title: 'Residual sum as a call',
  message: ({ name }) => `\`${name}()\` has no branches to add here`,
  help: ({ example }) => `write a residual block: \`- ${example}\``,
  why: 'The two branches of a residual block stand beside one another, so it has keys: `block` and `shortcut`.',
});

export const unusedNetwork = entry<{ name: string }>({
  code: 'CR0528',
  severity: 'warning',
  title: 'Network that nothing calls',
  message: ({ name }) => `nothing calls the network \`${name}\`, so its layers are not checked`,
  help: ({ name }) => `write \`- ${name}()\` among the layers, or remove it`,
  why: 'The shapes of its layers depend on where it is called, so nothing can be said about them before.',
});

export const lengthTwice = entry<Record<never, never>>({
  code: 'CR0540',
  severity: 'error',
  title: 'Length of a training said twice',
  message: () => '`epochs` and `steps` both say how long the training is',
  help: () => 'keep one of them',
  why: 'Steps of the optimizer follow from passes through the data, and the other way round.',
});

export const scheduleRefused = entry<{ reason: string; help?: string }>({
  code: 'CR0541',
  severity: 'error',
  title: 'Schedule that does not fit',
  message: ({ reason }) => reason,
  help: ({ help }) => help,
  why: 'What a schedule says of the learning rate must happen before the training is over, or the file says something that is never done.',
});

export const unknownPartial = entry<{ found: string }>({
  code: 'CR0542',
  severity: 'error',
  title: 'Unknown use of the last batch',
  message: ({ found }) => `\`partial\` is drop or keep, not \`${found}\``,
  help: () => 'write `partial: keep` to train on what is left over, too; without it, it is dropped',
  why: 'Batches have one size. What is left over at the end of an epoch is dropped, since examples come in a new order each epoch, or is a smaller batch.',
});

export const augmentationRefused = entry<{ reason: string; help?: string }>({
  code: 'CR0557',
  severity: 'error',
  title: 'Augmentation that cannot be done to the examples',
  message: ({ reason }) => reason,
  help: ({ help }) => help,
  why: 'An image is changed by its rows, columns and channels, which a vector does not have.',
});
