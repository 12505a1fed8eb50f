import type { Refusal, Settings } from '../construct.ts';
import type { DatasetRecord, KnownFile } from './dataset.ts';
import { type Column, mostClasses } from './file-facts.ts';
import { labelled, unlabelled } from './labelled.ts';
import { splitAbout, splitParameters } from './split.ts';

/** A table of the author's own. */
export const csv: DatasetRecord = {
  name: 'csv',
  kind: 'dataset',
  summary: 'A table of numbers out of a CSV file of your own',
  about: [
    'The first line names the columns; every other line is one example. All columns but `label` are features, in their order, and hold numbers.',
    'The column `label` holds classes, as numbers or texts: class 0 is the least number, or the first text by its characters. Without `label` there are no classes.',
    'Cells are separated by commas, semicolons or tabs, whichever the first line has most of. Empty cells and numbers that are not finite are refused with their line.',
    'The path starts from the folder of the experiment. Results belong to the content of the file, whatever it is called.',
    splitAbout,
  ].join(' '),
  version: 1,
  parameters: [
    { name: 'path', about: 'the file, beside the experiment or in a folder below', type: { kind: 'file' } },
    {
      name: 'label',
      about: 'name of the column with the classes',
      type: { kind: 'text', none: true },
      default: null,
    },
    ...splitParameters,
  ],
  example: 'csv("data/flowers.csv", label = "species", test = 25%)',
  describe: (settings, { file }) => {
    const found = file(settings.path as string, 'csv');
    return found && describeTable(settings, found);
  },
};

function describeTable(settings: Settings, { path, facts }: KnownFile) {
  if (facts.form !== 'table') throw new Error('internal error: these are no facts of a table');
  const { columns, rows, sha256 } = facts;
  const label = settings.label as string | null;
  const classes = label === null ? undefined : classesOf(label, columns, path);
  if (typeof classes === 'object') return classes;
  const features = columns.filter(({ name }) => name !== label);
  const odd = features.find((column) => column.odd);
  if (odd?.odd) return oddCell(odd, path, label === null && features.at(-1) === odd);
  if (features.length === 0)
    return { refused: `${path} has no column besides \`${label}\``, help: 'add columns with numbers' };
  const source = { is: 'csv', ...settings, path, sha256 };
  return classes === undefined
    ? unlabelled(source, [features.length], rows)
    : labelled(source, [features.length], classes, rows);
}

function classesOf(label: string, columns: readonly Column[], path: string): number | Refusal {
  const column = columns.find(({ name }) => name === label);
  if (!column)
    return {
      refused: `${path} has no column \`${label}\``,
      help: `its columns are ${columns
        .slice(0, 12)
        .map(({ name }) => `\`${name}\``)
        .join(', ')}${columns.length > 12 ? ', …' : ''}`,
    };
  if (column.different) return column.different.length;
  return {
    refused: `the column \`${label}\` of ${path} has more than ${mostClasses} different values, so it is no column of classes`,
    help: 'name another column, or leave `label` out',
  };
}

function oddCell({ name, odd }: Column, path: string, last: boolean): Refusal {
  const { cell, line } = odd as NonNullable<Column['odd']>;
  const what = cell.trim() === '' ? 'is empty' : `has "${cell}", which is no finite number`;
  return {
    refused: `${path}:${line}: the column \`${name}\` ${what}`,
    help: last ? `if these are the classes, write \`label = "${name}"\`` : adviceFor(cell),
  };
}

const adviceFor = (cell: string): string =>
  /^[-+]?\d+,\d+$/.test(cell.trim())
    ? `write ${cell.trim().replace(',', '.')}, with a point`
    : 'complete the cell, or remove the line or the column';
