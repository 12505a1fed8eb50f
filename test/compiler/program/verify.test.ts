import { describe, expect, it } from 'vitest';
import { Builder } from '../../../compiler/program/build.ts';
import type { Entry, Node, Program } from '../../../compiler/program/program.ts';
import { verifyProgram } from '../../../compiler/program/verify.ts';

const build = new Builder();
const x = build.input('x', [3]);
const kept = build.state('kept', [3]);
const sum = build.add(x, kept);
/** Nodes: 0 the input, 1 the state, 2 their sum. */
const program = build.program({ call: { inputs: { x }, outputs: { sum }, updates: { kept: sum } } });

const withNode = (ref: number, change: object): Program => ({
  ...program,
  nodes: program.nodes.map((node, i) => (i === ref ? ({ ...node, ...change } as Node) : node)),
});
const withEntry = (change: Partial<Entry>): Program => ({
  ...program,
  entries: { call: { ...program.entries.call, ...change } },
});

describe('verifyProgram', () => {
  it('accepts what the builder makes', () => {
    expect(() => verifyProgram(program)).not.toThrow();
  });

  it.each([
    ['an unknown op', withNode(2, { op: 'plus' }), 'node 2 (plus) is no operation'],
    ['a name of the language itself', withNode(2, { op: 'toString' }), 'node 2 (toString) is no operation'],
    ['a wrong count of inputs', withNode(2, { inputs: [0] }), 'node 2 (add) takes 2 inputs, not 1'],
    [
      'an input that stands later',
      withNode(2, { inputs: [0, 2] }),
      'node 2 (add) reads node 2, which does not stand before',
    ],
    ['an input that does not exist', withNode(2, { inputs: [0, 0.5] }), 'node 2 (add) reads node 0.5'],
    ['a missing attribute', withNode(0, { attributes: {} }), 'node 0 (input) has attributes (), not'],
    ['a wrong shape', withNode(2, { shape: [4] }), 'node 2 (add) is float [4], not float [3]'],
    ['a wrong type', withNode(2, { dtype: 'int' }), 'node 2 (add) is int [3], not float [3]'],
    [
      'inputs that do not fit',
      withNode(0, { attributes: { name: 'x', shape: [2], dtype: 'float' }, shape: [2] }),
      'node 2 (add) shapes',
    ],
    [
      'a size that is no count',
      withNode(0, { attributes: { name: 'x', shape: [-1], dtype: 'float' }, shape: [-1] }),
      'node 0 (input) has the shape [-1]',
    ],
    [
      'an undeclared state',
      { ...program, states: {} },
      'node 1 (state) names state kept, which does not exist',
    ],
    [
      'a state of another shape',
      { ...program, states: { kept: { shape: [9], dtype: 'float' as const } } },
      'node 1 (state) is float [3], not float [9]',
    ],
    ['an output that does not exist', withEntry({ outputs: { sum: 7 } }), 'entry call names node 7'],
    [
      'an input that is none',
      withEntry({ inputs: { x: 1 } }),
      'entry call feeds node 1, which is not the input x',
    ],
    ['an input that is not fed', withEntry({ inputs: {} }), 'entry call needs the input x'],
    [
      'an update of no state',
      withEntry({ updates: { lost: 2 } }),
      'entry call updates lost, which names state lost',
    ],
  ])('refuses %s', (_, broken, message) => {
    expect(() => verifyProgram(broken)).toThrow(message);
  });

  it('refuses an update of another shape', () => {
    const states = { ...program.states, other: { shape: [4], dtype: 'float' as const } };
    const { entries } = withEntry({ updates: { other: 2 } });
    expect(() => verifyProgram({ ...program, states, entries })).toThrow(
      'updates other, which is float [3], not float [4]',
    );
  });
});
