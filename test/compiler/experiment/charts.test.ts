import { describe, expect, test } from 'vitest';
import { diagnoseEdit } from '../../support/experiment.ts';

const before = `    mark: line
    encoding:
      x: step
      y: curve
      color: norm
      column: rate
`;
const written = (mark: string, y = 'curve', more = '') => `    mark: ${mark}
    encoding:
      x: step
      y: ${y}
      color: norm
      column: rate
${more}`;

/** What stands instead of the chart, the code, and words of the message or its help. */
const mistakes: readonly (readonly [chart: string, code: string, ...words: string[]])[] = [
  [written('<|lien|>'), 'CR0701', '`line`'],
  [written('<|geoshape|>'), 'CR0714', 'replicates'],
  [written('<|image|>'), 'CR0714', 'image'],
  [
    written('line').replace('    mark', '    <|mark|>').replace(': line', ': {strokeWidth: 3}'),
    'CR0712',
    'type',
  ],
  [written('{type: line, <|strokDash|>: [4]}'), 'CR0710', '`strokeDash`'],
  [written('{type: line, strokeWidth: <|thick|>}'), 'CR0711', 'a number'],
  [written('{type: line, interpolate: <|stepafter|>}'), 'CR0711', '`step-after`'],
  [written('{type: line, <|href|>: "http://x"}'), 'CR0713', 'link'],
  [written('{type: line, color: {<|expr|>: "1"}}'), 'CR0713', 'evaluate'],
  [written('line', '{field: curve, axis: {<|titel|>: It}}'), 'CR0710', '`title`', '`y.axis`'],
  [written('line', '{field: curve, scale: {type: <|lgo|>}}'), 'CR0711', '`log`'],
  [written('line', '{field: curve, <|agregate|>: mean}'), 'CR0710', 'properties'],
  [written('line', '{field: curve, <|aggregate|>: mean}'), 'CR0713', 'intervals'],
  [written('line', '{field: curve, axis: {<|labelExpr|>: "datum.label"}}'), 'CR0713', 'evaluate'],
  [written('line', '{field: curve, <|condition|>: {test: "true", value: 1}}'), 'CR0713', 'expressions'],
  [written('line', '{field: <|cells|>}'), 'CR0606', '`cells.regions`'],
  [written('line', 'cells.<|region|>'), 'CR0308', '`regions`'],
  [written('line', 'curve', '      <|siz|>: norm\n'), 'CR0702', '`size`'],
  [written('line', 'curve', '      <|href|>: norm\n'), 'CR0713', 'link'],
  [written('line', 'curve', '      <|y2|>: norm\n'), 'CR0713', 'intervals'],
  [written('line', 'curve', '      <|size|>: {legend: null}\n'), 'CR0715', 'field'],
  [written('line', 'curve', '    transform: [{<|calculate|>: "1", as: x}]\n'), 'CR0713', 'evaluate'],
  [written('line', 'curve', '    transform: [{<|filter|>: "datum.step > 3"}]\n'), 'CR0713', 'evaluate'],
  [written('line', 'curve', '    transform: [{<|sample|>: 3}]\n'), 'CR0713', 'random'],
  [written('line', 'curve', '    transform: [{<|filtr|>: {field: step, gt: 3}}]\n'), 'CR0710', '`filter`'],
  [written('line', 'curve', '    transform: [{filter: {field: <|stp|>, gt: 3}}]\n'), 'CR0716', '`step`'],
  [
    written('line', 'curve', '    transform: [{filter: {field: norm, equal: <|plan|>}}]\n'),
    'CR0603',
    '`plain`',
  ],
  [written('line', 'curve', '    <|data|>: {url: x.csv}\n'), 'CR0713', 'fetches'],
  [written('line', 'curve', '    <|usermeta|>: {a: 1}\n'), 'CR0713', 'programs'],
  [written('line', 'curve', '    <|params|>: [{name: zoom}]\n'), 'CR0713', 'interaction'],
  [written('line', 'curve', '    width: <|wide|>\n'), 'CR0711', 'a number'],
  [written('line', 'curve', '    <|heigth|>: 20\n'), 'CR0301', '`height`'],
  [written('line', 'curve', '    resolve: {scale: {y: <|free|>}}\n'), 'CR0711', 'independent'],
  ['    partition: cells\n    facet: {row: norm, column: rate, <|x|>: layer}\n', 'CR0702', 'row'],
  ['    partition: cells\n    facet: {row: norm, column: <|lair|>}\n', 'CR0703', 'layer, norm'],
  ['    partition: cells\n    facet: {row: norm, column: rate}\n    color: <|norm|>\n', 'CR0703', 'layer'],
];

describe('a mistake in a chart is reported once, at the very place', () => {
  test.each(mistakes)('%s → %s', (chart, code, ...words) => {
    const { diagnostics, marked, pointed } = diagnoseEdit(before, chart);
    expect(diagnostics.map((diagnostic) => `${diagnostic.code} ${diagnostic.message}`)).toEqual([
      expect.stringContaining(code),
    ]);
    const [{ message, help }] = diagnostics;
    for (const word of words) expect(`${message} — ${help}`).toContain(word);
    expect(pointed).toEqual([marked]);
  });

  test('mistakes in several parts of a chart are all reported', () => {
    const { diagnostics } = diagnoseEdit(
      before,
      written('{type: line, strokDash: [4]}', '{field: curve, axis: {titel: It}}', '    width: wide\n'),
    );
    expect(diagnostics.map(({ code }) => code).sort()).toEqual(['CR0710', 'CR0711']);
  });
});
