import type { Chart, Construct, Plan, RowRequest } from '../../compiler/plan/plan.ts';
import type { Table } from '../../compiler/plan/results.ts';
import { type Row, shownIn } from './measurement-rows.ts';
import { textOf } from './text.ts';

/** What a reader without sight of a chart is told: what is drawn, over what, and in which range. */
export function describeChart(
  plan: Plan,
  { rows: request }: Chart,
  rows: readonly Row[],
  table: Table,
): string {
  return request.kind === 'partition'
    ? describePartition(plan, request, rows, table)
    : describeMeasurement(plan, request, rows);
}

function describePartition(
  plan: Plan,
  { axes, measurement, replicate, overlay, decision, byLayer }: Extract<RowRequest, { kind: 'partition' }>,
  rows: readonly Row[],
  table: Table,
): string {
  if (table.rows.length === 0) return 'No picture of the regions is there yet.';
  const layers = new Set(rows.filter(({ kind }) => kind === 'boundary').map(({ layer }) => layer)).size;
  const points = overlay === undefined ? '' : `, with the data set ${overlay.data} over them`;
  const slice = plan.measurements[measurement].value.slice as Construct | undefined;
  const plane = slice === undefined || slice.is === 'plane' ? '' : `, in the plane ${textOf(slice)}`;
  const bold = decision ? ', with the decision boundary drawn boldly' : '';
  const drawn = `Boundaries of the regions on which the network is affine, of ${counted(layers, 'layer')}${plane}${bold}${points}, in replicate ${replicate}.`;
  const panels = byLayer
    ? ' Each panel has the creases of one layer in colour, over those of the layers before in grey.'
    : '';
  const place = table.columns.findIndex(({ name }) => name === 'regions');
  const counts = table.rows.map(
    (row) =>
      `${axes.length === 0 ? '' : `${row.slice(0, axes.length).join(', ')}: `}${counted(Number(row[place]), 'region')}`,
  );
  return `${drawn}${panels} ${capital(counts.join('; '))}.`;
}

function describeMeasurement(
  plan: Plan,
  request: Extract<RowRequest, { kind: 'measurement' }>,
  rows: readonly Row[],
): string {
  const { title, unit } = shownIn(plan, request);
  const over = [...request.indices, ...request.axes];
  const shows = request.quartiles
    ? 'quartiles and single replicates'
    : request.summariesOnly
      ? 'mean and 95 % interval'
      : 'mean, 95 % interval and single replicates';
  const drawn = `${capital(title)}${over.length === 0 ? '' : ` for each ${listed(over)}`}: ${shows}.`;
  const summaries = rows.filter(({ kind, value }) => kind === 'summary' && value !== null);
  if (summaries.length === 0) return `${drawn} Nothing was measured.`;
  const inOrder = summaries.toSorted((a, b) => Number(a.value) - Number(b.value));
  const at = (row: Row) =>
    `${inWords(Number(row.value), unit)}${over.length === 0 ? '' : ` (${over.map((name) => `${name} ${row[name]}`).join(', ')})`}`;
  if (inOrder.length === 1) return `${drawn} The mean is ${at(inOrder[0])}.`;
  return `${drawn} Means go from ${at(inOrder[0])} to ${at(inOrder[inOrder.length - 1])}.`;
}

/** Three digits are enough to read; probabilities in percent. */
function inWords(value: number, unit: string): string {
  if (unit === 'probability') return `${Number((100 * value).toPrecision(3))} %`;
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(3)));
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
const listed = (names: readonly string[]) =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
