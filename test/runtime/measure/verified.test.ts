import { describe, expect, it } from 'vitest';
import { withStatistics } from '../../../runtime/measure/statistics.ts';
import { verifiedForm } from '../../../runtime/measure/verified.ts';
import { initialVariables } from '../../../runtime/train/initialize.ts';
import { batchNorm, bias, dense, leaky, networkOf, normal, relu, somePoints } from '../networks.ts';

const data = somePoints(30, 3);
const block = (units: number) => [dense(units), batchNorm(), leaky(0.1)];

describe('verifiedForm', () => {
  it('agrees with the forward pass of the program to rounding', () => {
    const network = networkOf(3, ...block(8), ...block(8), dense(5), bias(), relu, dense(2, normal(1)));
    const variables = withStatistics(network, initialVariables(network, 1, 1, data), data);
    const { difference } = verifiedForm(network, variables, data, 5);
    expect(difference).toBeLessThan(1e-13);
  });

  it('agrees where a unit is constant and epsilon is 0', () => {
    const network = networkOf(3, dense(4, null), relu, batchNorm(0), dense(2));
    const variables = { ...initialVariables(network, 1, 1, data), '0.weights': new Float64Array(12) };
    const exact = withStatistics(network, variables, data);
    expect(verifiedForm(network, exact, data, 5).difference).toBeLessThan(1e-13);
  });

  it('refuses weights that are not finite, naming the node', () => {
    const network = networkOf(3, dense(2), relu, dense(2));
    const variables = {
      ...initialVariables(network, 1, 1, data),
      '0.weights': new Float64Array(6).fill(NaN),
    };
    expect(() => verifiedForm(network, variables, data, 5)).toThrow(/Node 1.*not finite/);
  });
});
