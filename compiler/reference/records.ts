import { describeType, signature, writeDefault } from '../language-server/documentation.ts';
import type { Documented } from '../registry/construct.ts';
import { registry } from '../registry/index.ts';
import type { LayerRecord } from '../registry/layers/layer.ts';
import type { MeasurementRecord } from '../registry/measurements/measurement.ts';
import { statistics } from '../registry/statistics/index.ts';
import { trends } from '../registry/trends/index.ts';
import { units } from '../registry/units.ts';
import { code, type Page, type Section, table, text } from './page.ts';

type AnyRecord = Documented & { readonly kind: string };

/** Kinds of records in the order in which an experiment meets them, and what the reference calls them. */
const groups: Readonly<Record<string, string>> = {
  dataset: 'Data sets',
  layer: 'Layers',
  activation: 'Activations',
  normalization: 'Normalizations',
  initializer: 'Initializers',
  loss: 'Losses',
  optimizer: 'Optimizers',
  schedule: 'Schedules of the learning rate',
  augmentation: 'Augmentations',
  measurement: 'Measurements',
  function: 'Functions',
  statistic: 'Statistics',
  trend: 'Trends',
};

const records: readonly AnyRecord[] = [
  ...registry.values(),
  ...Object.values<AnyRecord>(statistics),
  ...Object.values<AnyRecord>(trends),
];

function firstOf(name: string): AnyRecord {
  return records.find((record) => record.name === name) as AnyRecord;
}

function pageOf(name: string): Page {
  const meanings = records.filter((record) => record.name === name);
  const [first] = meanings;
  return {
    ...{ name, title: name, summary: first.summary, group: groups[first.kind] ?? 'Others' },
    sections: meanings.flatMap((record) => sectionsOf(record, meanings.length > 1)),
  };
}

function sectionsOf(record: AnyRecord, several: boolean): Section[] {
  const { summary, about, source, parameters, example } = record;
  return [
    {
      title: several ? `As a ${record.kind}` : undefined,
      parts: [
        ...(several ? [text(`${summary}.`)] : []),
        code(folded(call(record))),
        ...about.split('\n\n').map(text),
        ...notes(record).map(text),
      ],
    },
    ...titled('Parameters', [
      ...table(
        ['Parameter', 'Takes', 'Unless said', 'Meaning'],
        parameters.map((parameter) => [
          `\`${parameter.name}\``,
          describeType(parameter.type),
          parameter.default === undefined ? 'required' : `\`${writeDefault(parameter)}\``,
          parameter.about,
        ]),
      ),
    ]),
    ...particulars(record),
    { title: 'Example', parts: [code(example)] },
    ...(source ? [{ title: 'Source', parts: [text(source)] }] : []),
  ];
}

/** Characters of a line that a terminal and a page both have room for. */
const lineWidth = 96;

/** A call on as many lines as it needs, broken between arguments. */
function folded(call: string): string {
  const [first, ...others] = call.split(', ');
  const lines = [first];
  for (const argument of others) {
    const last = lines.length - 1;
    const joined = `${lines[last]}, ${argument}`;
    if (joined.length < lineWidth) lines[last] = joined;
    else lines.push(`  ${argument}`);
  }
  return lines.join(',\n');
}

/** Statistics take their numbers first and say over what they run; trends say along what. */
function call(record: AnyRecord): string {
  const inside = signature(record).slice(record.name.length + 1, -1);
  if (record.kind === 'statistic')
    return `${record.name}(${['x', inside, 'over = …'].filter(Boolean).join(', ')})`;
  return record.kind === 'trend' ? `${record.name}(x, along = …)` : signature(record);
}

const isLayer = (record: AnyRecord): record is LayerRecord => 'piecewiseAffine' in record;
const isSliced = ({ parameters }: AnyRecord) => parameters.some(({ type }) => type.kind === 'slice');
const isMeasurement = (record: AnyRecord): record is MeasurementRecord => record.kind === 'measurement';

function notes(record: AnyRecord): string[] {
  if (isLayer(record))
    return [
      record.piecewiseAffine
        ? 'Keeps a network piecewise affine, so its geometry can be measured exactly.'
        : 'A network with this layer is not piecewise affine, so its creases and regions cannot be measured.',
    ];
  if (!isMeasurement(record)) return [];
  const { unit, needs } = record;
  return [
    unit ? `A ${units[unit].title || 'plain number'}.` : '',
    needs.piecewiseAffine ? 'Needs a piecewise affine network.' : '',
    needs.plane ? `Needs a network with two inputs${isSliced(record) ? ', or a slice' : ''}.` : '',
    needs.classes ? 'Needs data with classes.' : '',
    needs.training ? 'Needs a network that is trained.' : '',
  ].filter(Boolean);
}

function particulars(record: AnyRecord): Section[] {
  if (!isMeasurement(record)) return [];
  const by = Object.keys(record.by).map((index) => `\`${index}\``);
  const members = Object.entries(record.members).map(([name, { about, unit }]) => [
    `\`${name}\``,
    about,
    units[unit].title || 'a plain number',
  ]);
  return [
    ...(by.length > 0 ? titled('Kept apart with `by:`', [text(by.join(', '))]) : []),
    ...titled('Parts', table(['Part', 'Meaning', 'Unit'], members)),
  ];
}

const titled = (title: string, parts: Section['parts']): Section[] =>
  parts.length > 0 ? [{ title, parts }] : [];

/** A page for each name that can be called; what has two meanings has one page with both. */
export const recordPages: readonly Page[] = Object.keys(groups).flatMap((kind) => {
  const own = records.filter((record) => record.kind === kind);
  return own.filter(({ name }) => firstOf(name).kind === kind).map(({ name }) => pageOf(name));
});
