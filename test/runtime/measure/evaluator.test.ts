import { describe, expect, it } from 'vitest';
import { evaluationProgram, isEvaluatedInDouble } from '../../../compiler/program/evaluation.ts';
import { openEvaluator } from '../../../runtime/measure/evaluator.ts';
import { openReference } from '../../../runtime/reference/session.ts';
import { compileText } from '../../support/experiment.ts';
import { available, compiled, done, keyOf, trainJob } from '../experiments.ts';
import { batchNorm, conv, dense, flatten, networkOf, relu, somePoints, trained } from '../networks.ts';

const backend = await available();
const text = (measure: string) => `crease: 1
title: Networks that are not piecewise affine
data:
  moons: two_moons(count = 60, noise = 0.1, test = 50%)
axes:
  made:
    smooth: {norm: batch_norm(), bend: gelu()}
    own_statistics: {norm: layer_norm(), bend: relu()}
network:
  input: moons
  layers:
    - dense(8, bias = none)
    - made.norm
    - made.bend
    - dense(moons.classes)
train:
  data: moons.train
  loss: cross_entropy()
  optimizer: adam(rate = 0.02)
  batch: 10
  epochs: 4
measure:
${measure}
`;

describe('a network that is not piecewise affine', () => {
  it('is measured by its answers', async () => {
    const plan = compiled(
      text(`  right:
    value: accuracy(moons.test)
    every: 3 steps
  lost:
    value: loss(moons.test)
  sure:
    value: calibration_error(moons.test)
`),
    );
    for (const { id } of plan.cells) {
      const sealed = await done(plan, trainJob(plan, [id]), backend);
      const value = (what: string) => sealed.get(keyOf(plan, id, what))!;
      expect(value('right').arrays.value.shape).toEqual([5]);
      expect(value('lost').arrays.value.data[0]).toBeLessThan(Math.log(2));
      expect(value('sure').certificate).toEqual({});
    }
  });

  it('is refused where its geometry is asked for', () => {
    const { diagnostics } = compileText(text('  near:\n    value: boundary_distance(moons.test)\n'));
    expect(diagnostics.map(({ code }) => code)).toEqual(['CR0509']);
  });
});

describe('an evaluator', () => {
  const data = somePoints(40, 4);

  it('computes vectors in double precision and images by their program', () => {
    expect(isEvaluatedInDouble(networkOf(4, dense(3), batchNorm(), relu))).toBe(true);
    expect(isEvaluatedInDouble(networkOf([2, 2, 1], flatten, dense(3), relu))).toBe(true);
    expect(isEvaluatedInDouble(networkOf([2, 2, 1], conv(2), relu))).toBe(false);
    expect(isEvaluatedInDouble(networkOf(4, dense(3), { is: 'gelu' }))).toBe(false);
  });

  it('vouches for answers in double precision by the other way through the network', async () => {
    const network = networkOf(4, dense(6), batchNorm(), relu, dense(3));
    const evaluator = await openEvaluator(network, backend);
    const evaluated = evaluator.at(trained(network, data), data, 1);
    expect(Object.keys(evaluated.certificate)).toEqual(['forward_difference']);
    expect(evaluated.certificate.forward_difference).toBeLessThan(1e-13);
    evaluator.dispose();
  });

  it.each(['exact', 'running'])(
    'uses the %s statistics where a normalization asks for them',
    async (kind) => {
      for (const first of [dense(6), { is: 'conv2d' }]) {
        const [shape, layer] = first.is === 'dense' ? [4, first] : [[2, 2, 1], conv(6)];
        const network = networkOf(shape, layer, { ...batchNorm(), evaluate: kind }, relu, flatten, dense(3));
        const variables = trained(network, data);
        const evaluator = await openEvaluator(network, backend);
        const found = evaluator.at(variables, data, 1).predict(data.inputs);
        evaluator.dispose();
        const session = openReference(evaluationProgram(network, data.count));
        session.write(variables);
        const running = session.call('predict', { inputs: data.inputs }).outputs;
        session.dispose();
        const same = found.every((value, i) => Math.abs(value - running[i]) < 1e-4 * (1 + Math.abs(value)));
        expect(same).toBe(kind === 'running');
      }
    },
  );
});
