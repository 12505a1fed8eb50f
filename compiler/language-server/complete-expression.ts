import { literalUnits } from '../registry/units.ts';
import type { Analysis } from './analysis.ts';
import { type Completion, completionOfRecord, completionOfSymbol, constant } from './completion.ts';
import { documentParameter } from './documentation.ts';
import type { Wanted } from './fields.ts';
import { membersOf } from './members.ts';
import type { TypedPlace } from './place.ts';
import { recordNamed, recordsFor, wantedBy } from './records.ts';
import { measuredBy, type NamedSymbol, type SymbolKind } from './symbols.ts';
import { type Frame, readTyped, type TypedExpression } from './typed-expression.ts';

/** What can be typed inside an expression, at the end of `place.typed`. */
export function completeExpression(
  place: TypedPlace,
  wanted: Wanted,
  analysis: Analysis | undefined,
): Completion[] {
  const typed = readTyped(place.typed);
  if (!typed) return [];
  if (typed.members) return analysis ? membersOf(typed.members, analysis) : [];
  if (typed.number) return [...units, ...operators(wanted)];
  if (typed.complete) return operators(wanted);
  const frame = typed.frames.findLast(({ kind }) => kind !== 'group' && kind !== 'list');
  if (frame?.kind === 'select') return completeChoice(frame, analysis);
  if (frame?.kind === 'call') return completeArgument(frame, typed, wanted, analysis);
  return completeWanted(wanted, place.path, typed, analysis);
}

const units = Object.entries(literalUnits).map(
  ([label, { about }]): Completion => ({ label, kind: 'unit', detail: about }),
);

function operators(wanted: Wanted): Completion[] {
  const words = wanted === 'claim' ? ['within'] : wanted === 'condition' ? ['and', 'or'] : [];
  return words.map((label) => ({ label, kind: 'keyword', detail: 'operator' }));
}

/** `x[norm = batch]`: axes and indices, then the arms of the axis. */
function completeChoice(
  { axis, chosen }: Extract<Frame, { kind: 'select' }>,
  analysis: Analysis | undefined,
): Completion[] {
  if (!analysis) return [];
  const { symbols } = analysis;
  if (axis === 'at') return moments;
  if (axis !== undefined) return symbols.armsOf(axis).map(completionOfSymbol);
  return [...named(symbols.all, 'axis'), ...indices]
    .filter(({ label }) => !chosen.includes(label))
    .map((item) => ({ ...item, insert: `${item.label} = ` }));
}

function completeArgument(
  frame: Extract<Frame, { kind: 'call' }>,
  typed: TypedExpression,
  wanted: Wanted,
  analysis: Analysis | undefined,
): Completion[] {
  const [name] = frame.callee;
  const inClaim = wanted === 'claim' || wanted === 'quantity';
  const network = analysis?.symbols.network(name);
  if (network)
    return [
      ...parametersLeft(analysis?.symbols.parametersOf(name) ?? [], frame),
      ...completeWanted('anything', [], typed, analysis),
    ];
  const record = frame.callee.length === 1 ? recordNamed(name, inClaim) : undefined;
  if (!record) return completeWanted('anything', [], typed, analysis);
  const aggregate = record.kind === 'statistic' || record.kind === 'trend';
  if (aggregate && (frame.argument === 'over' || frame.argument === 'along'))
    return [...indices, ...(frame.argument === 'along' ? named(analysis?.symbols.all ?? [], 'axis') : [])];
  if (aggregate && frame.given.length === 0 && frame.argument === undefined)
    return completeWanted('quantity', [], typed, analysis);
  const position = frame.given.length - (aggregate ? 1 : 0);
  const parameter = record.parameters.find((each, i) =>
    frame.argument === undefined ? i === position : each.name === frame.argument,
  );
  const values = parameter ? completeWanted(wantedBy(parameter), [], typed, analysis) : [];
  if (parameter?.type.kind === 'initializer' && parameter.type.none)
    values.push(constant('none', 'leaves it out'));
  if (parameter?.type.kind === 'choice')
    values.push(...parameter.type.of.map((word) => constant(word, parameter.about)));
  if (frame.argument !== undefined) return values;
  const names = record.parameters
    .filter(
      (each, i) =>
        !frame.given.includes(each.name) &&
        (i >= position || frame.given.every((given) => given !== undefined)),
    )
    .map(
      (each): Completion => ({
        label: each.name,
        kind: 'parameter',
        detail: documentParameter(each),
        insert: `${each.name} = `,
      }),
    );
  const word = record.kind === 'trend' || record.name === 'slope' ? 'along' : 'over';
  const over: Completion = {
    label: word,
    kind: 'parameter',
    detail: 'the index that it runs over',
    insert: `${word} = `,
  };
  return [...names, ...(aggregate && !frame.given.includes(word) ? [over] : []), ...values];
}

function parametersLeft(
  parameters: readonly NamedSymbol[],
  { argument, given }: Extract<Frame, { kind: 'call' }>,
): Completion[] {
  return argument === undefined
    ? parameters
        .filter(({ name }) => !given.includes(name))
        .map((each) => ({ ...completionOfSymbol(each), kind: 'parameter', insert: `${each.name} = ` }))
    : [];
}

const moments = [constant('initial', 'before training'), constant('final', 'after training')];
const indices = [
  constant('layer', 'index over layers'),
  constant('sample', 'index over examples'),
  constant('step', 'index over optimizer steps'),
  constant('radius', 'index over radii'),
  constant('at', 'index over initial and final'),
];
const truths = [constant('true', ''), constant('false', '')];

/** The kinds of names that can stand where something is wanted. */
const usable: Partial<Record<Wanted, readonly SymbolKind[]>> = {
  anything: ['value', 'data set', 'axis', 'import', 'parameter', 'item'],
  arm: ['value', 'data set', 'import'],
  'data set': ['value', 'data set'],
  layer: ['axis', 'value', 'network', 'import', 'parameter', 'item'],
  loss: ['axis', 'value'],
  optimizer: ['axis', 'value'],
  initializer: ['axis', 'value'],
  window: ['value'],
  slice: ['value'],
  number: ['value', 'axis', 'data set', 'parameter', 'item'],
  points: ['data set'],
  condition: ['axis', 'value'],
  axis: ['axis'],
  claim: ['measurement', 'value'],
  quantity: ['measurement', 'value'],
  measurement: [],
};

function completeWanted(
  wanted: Wanted,
  path: readonly string[],
  { compared }: TypedExpression,
  analysis: Analysis | undefined,
): Completion[] {
  const all = analysis?.symbols.all ?? [];
  if (compared !== undefined && wanted !== 'claim' && analysis?.symbols.named(compared)?.kind === 'axis')
    return analysis.symbols.armsOf(compared).map(completionOfSymbol);
  if (wanted === 'truth') return truths;
  if (wanted === 'moment') return moments;
  if (wanted === 'index') return indicesOf(path[1], analysis);
  if (wanted === 'channel field') return [...named(all, 'measurement', 'axis'), ...indices];
  if (wanted === 'partition')
    return named(
      all.filter((each) => measuredBy(each) === 'partition'),
      'measurement',
    );
  // What chooses a tuned setting may be measured anyway.
  const measured = wanted === 'measurement' && path[0] === 'tune' ? named(all, 'measurement') : [];
  const constants = wanted === 'layer' || wanted === 'arm' ? [constant('none', 'nothing here')] : [];
  return [
    ...named(all, ...(usable[wanted] ?? [])),
    ...measured,
    ...recordsFor(wanted).map(completionOfRecord),
    ...constants,
  ];
}

function named(symbols: readonly NamedSymbol[], ...kinds: SymbolKind[]): Completion[] {
  return symbols.filter(({ kind }) => kinds.includes(kind)).map(completionOfSymbol);
}

/** The indices that `by` of a measurement may keep. */
function indicesOf(measurement: string | undefined, analysis: Analysis | undefined): Completion[] {
  const symbol = analysis?.symbols.named(measurement ?? '');
  const record = symbol && recordNamed(measuredBy(symbol) ?? '', false);
  const by = record && 'by' in record ? Object.keys(record.by as object) : ['layer', 'sample', 'unit'];
  return by.map((name) => constant(name, 'keeps this index apart'));
}
