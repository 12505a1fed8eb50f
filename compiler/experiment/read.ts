import { missingKey, oldFormat } from '../diagnostics/codes/names.ts';
import { lengthTwice } from '../diagnostics/codes/network.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import type { YamlMap, YamlNode, YamlScalar } from '../source/yaml-tree.ts';
import { asMap, Fields, namedEntries, readExpression } from './fields.ts';
import { claimKeys, experimentKeys, measureKeys, trainKeys, tuneKeys } from './keys.ts';
import { readChart } from './read-chart.ts';
import { readNetwork, readSubNetwork } from './read-network.ts';
import { readImport, readLet } from './read-shared.ts';
import type {
  ArmSyntax,
  ClaimSyntax,
  ExperimentSyntax,
  MeasureSyntax,
  Named,
  RecordSyntax,
  TrainSyntax,
  TuneSyntax,
} from './syntax.ts';

/** Turns the YAML of an experiment into its syntax; every key that does not belong is reported. */
export function readExperiment(root: YamlMap, report: Report): ExperimentSyntax {
  const top = { ...root.span, end: root.span.start };
  const fields = new Fields(root, experimentKeys, 'an experiment', top, report);
  checkVersion(fields.scalar('crease'), report);
  let incomplete = false;
  const section = <T>(
    key: 'import' | 'let' | 'data' | 'axes' | 'tune' | 'networks' | 'measure' | 'claims' | 'charts',
    what: string,
    read: (node: Named<YamlNode>) => T | undefined,
  ) => {
    const map = fields.map(key);
    incomplete ||= !map && (fields.has(key) || key === 'data' || key === 'measure');
    return (map ? namedEntries(map, what, report) : []).flatMap((entry) => {
      const value = read(entry);
      incomplete ||= value === undefined;
      return named(entry, value);
    });
  };
  const sections = {
    title: fields.text('title'),
    about: fields.text('about'),
    seed: fields.expression('seed'),
    replicates: fields.expression('replicates'),
    seeds: fields.expression('seeds'),
    split: fields.scalar('split'),
    imports: section('import', 'an import', (entry) => readImport(entry, report)),
    lets: section('let', 'a value', (entry) => readLet(entry, report)),
    data: section('data', 'a data set', ({ value, name }) =>
      readExpression(value, report, `the data set \`${name}\``, `${name}: arc(count = 25)`),
    ),
    axes: section('axes', 'an axis', ({ value, name }) => readArms(value, name, report)),
    tune: section('tune', 'a tuned setting', (entry) => readTune(entry, report)),
    where: fields.expressions('where').flatMap((rule) => (rule.kind === 'list' ? rule.items : [rule])),
    networks: section('networks', 'a network', (entry) => readSubNetwork(entry, report)),
    network: readNetwork(fields, report),
    train: readTrain(fields, report),
    measure: section('measure', 'a measurement', (entry) => readMeasure(entry, report)),
    claims: section('claims', 'a claim', (entry) => readClaim(entry, report)),
    charts: section('charts', 'a chart', (entry) => readChart(entry, report)),
    moved: fields.map('moved'),
    allow: fields.map('allow'),
  };
  return { ...sections, incomplete };
}

export function checkVersion(version: YamlScalar | undefined, report: Report): void {
  if (version && version.text !== '1') report(diagnose(oldFormat, version.span, { found: version.text }));
}

/** The entry with what was read of its value; nothing where that could not be read. */
export function named<T>({ name, span }: Named<unknown>, value: T | undefined): Named<T>[] {
  return value === undefined ? [] : [{ name, span, value }];
}

/** `{zero: …, random: …}`, `[1e-3, 1e-2]`, or one expression whose value is a list. */
function readArms(node: YamlNode, axis: string, report: Report): readonly ArmSyntax[] {
  const example = `${axis}: [1e-3, 1e-2]`;
  if (node.kind === 'map') {
    return namedEntries(node, 'an arm', report).flatMap((entry): ArmSyntax[] => {
      const { name, span, value: written } = entry;
      if (written.kind === 'map') return [{ name, span, value: readRecord(written, report) }];
      const value = readExpression(written, report, `the arm \`${name}\``, `${name}: batch_norm()`);
      return value ? [{ name, span, value }] : [];
    });
  }
  const expression = readExpression(node, report, `the axis \`${axis}\``, example);
  const items = expression?.kind === 'list' ? expression.items : expression ? [expression] : [];
  return items.map((value) => ({ span: value.span, value }));
}

function readTune({ name, span, value }: Named<YamlNode>, report: Report): TuneSyntax | undefined {
  const example = `${name}: {values: [1e-3, 1e-2], by: accuracy(images.validation)}`;
  const map = asMap(value, `the tuned setting \`${name}\``, example, report);
  if (!map) return undefined;
  const fields = new Fields(map, tuneKeys, `the tuned setting \`${name}\``, span, report);
  const values = fields.node('values');
  return {
    values: values ? readArms(values, 'values', report) : [],
    by: fields.expression('by'),
    best: fields.scalar('best'),
  };
}

function readRecord(map: YamlMap, report: Report): RecordSyntax {
  const fields = namedEntries(map, 'a field', report).flatMap((entry) =>
    named(entry, readExpression(entry.value, report, `the field \`${entry.name}\``, `${entry.name}: 1e-3`)),
  );
  return { kind: 'record', span: map.span, fields };
}

type Top = Fields<keyof typeof experimentKeys & string>;

function readTrain(top: Top, report: Report): TrainSyntax | undefined {
  const map = top.map('train');
  const span = top.keySpan('train');
  if (!map || !span) return undefined;
  const section = 'the section `train`';
  const fields = new Fields(map, trainKeys, section, span, report);
  const [epochs, steps] = [fields.keySpan('epochs'), fields.keySpan('steps')];
  if (epochs && steps)
    report(diagnose(lengthTwice, steps, {}, { related: [{ span: epochs, message: 'said here, too' }] }));
  if (!epochs && !steps)
    report(diagnose(missingKey, span, { key: 'epochs', section, example: trainKeys.epochs.example }));
  return {
    span,
    data: fields.expression('data'),
    loss: fields.expression('loss'),
    optimizer: fields.expression('optimizer'),
    batch: fields.expression('batch'),
    epochs: fields.expression('epochs'),
    steps: fields.expression('steps'),
    schedule: fields.expression('schedule'),
    augment: fields.expressions('augment'),
    partial: fields.scalar('partial'),
  };
}

function readMeasure({ name, span, value }: Named<YamlNode>, report: Report): MeasureSyntax | undefined {
  const map = asMap(value, `the measurement \`${name}\``, `${name}: {value: accuracy(images.test)}`, report);
  if (!map) return undefined;
  const fields = new Fields(map, measureKeys, `the measurement \`${name}\``, span, report);
  return {
    value: fields.expression('value'),
    at: fields.expressions('at'),
    every: fields.expression('every'),
    by: fields.expressions('by'),
  };
}

function readClaim({ name, span, value }: Named<YamlNode>, report: Report): ClaimSyntax | undefined {
  const map = asMap(value, `the claim \`${name}\``, `${name}: {says: …, expect: a < b}`, report);
  if (!map) return undefined;
  const fields = new Fields(map, claimKeys, `the claim \`${name}\``, span, report);
  return {
    says: fields.text('says'),
    expect: fields.expression('expect'),
    exact: fields.truth('exact'),
    per: fields.expressions('per'),
  };
}
