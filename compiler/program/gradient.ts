import type { Construct, NetworkSpec } from '../plan/plan.ts';
import { settingsOf } from '../registry/construct.ts';
import { losses } from '../registry/losses/index.ts';
import type { LossRecord } from '../registry/losses/loss.ts';
import { Builder } from './build.ts';
import { gradients } from './differentiate.ts';
import { examplesSeen, lowerNetwork } from './network.ts';
import type { Program } from './program.ts';

/**
 * Loss and gradient of one network on one batch, in training mode: normalizations use the statistics of the batch.
 *
 * Entry `descend` takes `examples` `[1, V, …shape]` (the batch, then what only batch statistics see), `labels` (int
 * `[1, B]`) and what layers ask for (random numbers `draw/path/purpose` and `step`, the steps taken before, `[1]`). It
 * gives `loss` `[1]` and for each trained variable its gradient `[1, …shape]` under the variable's name. Nothing is updated.
 *
 * States `path.variable` `[1, …shape]`: the network.
 */
export function gradientProgram(network: NetworkSpec, loss: Construct, batch: number): Program {
  const build = new Builder();
  const examples = build.input('examples', [1, examplesSeen(network, batch), ...network.shape]);
  const labels = build.input('labels', [1, batch], 'int');
  const { outputs, inputs, draws, trained } = lowerNetwork(build, network, examples, 'train', batch);
  const record: LossRecord = losses[loss.is as keyof typeof losses];
  const mean = record.lower(build, build.slice(outputs, 1, 0, batch), labels, settingsOf(loss));
  const slopes = gradients(build, build.sum(mean, [0]), Object.values(trained));
  const named = Object.fromEntries(Object.keys(trained).map((name, i) => [name, slopes[i]]));
  return build.program({
    descend: {
      inputs: { examples, labels, ...inputs },
      ...(Object.keys(draws).length > 0 && { draws }),
      outputs: { loss: mean, ...named },
      updates: {},
    },
  });
}
