/** A JSON Schema, as far as Vega-Lite's uses it. */
export type Schema = { readonly [keyword: string]: unknown };
type Definitions = Readonly<Record<string, Schema>>;

/** Keywords that the check of charts reads. */
const keywords = [
  '$ref',
  'anyOf',
  'type',
  'enum',
  'const',
  'properties',
  'required',
  'additionalProperties',
  'items',
  'minimum',
  'maximum',
];
/** What charts refuse wherever it stands, so that nothing is evaluated and nothing is loaded. */
const dropped = ['expr', 'signal', 'href', 'url', 'condition', 'param', 'timeUnit', 'labelExpr', 'band'];
/** What Crease does itself, on everything but transforms. */
const ours = ['aggregate', 'bin', 'impute'];
const refused = [
  'ExprRef',
  'ParameterPredicate',
  'CalculateTransform',
  'LookupTransform',
  'SampleTransform',
  'TimeUnitTransform',
];

const channels = [
  ...['x', 'y', 'xOffset', 'yOffset', 'color', 'fill', 'stroke', 'opacity', 'size', 'shape'],
  ...['strokeDash', 'strokeWidth', 'detail', 'row', 'column', 'facet'],
];

/** The part of Vega-Lite's schema that a chart of Crease can use: its root is the definition `Chart`. */
export function prune({ definitions }: { definitions: Definitions }): Definitions {
  const encoding = definitions.FacetedEncoding.properties as Definitions;
  const unit = definitions.TopLevelUnitSpec.properties as Definitions;
  const facets = definitions.TopLevelFacetSpec.properties as Definitions;
  const chart = {
    type: 'object',
    properties: {
      // The type is Crease's, and checked before the rest.
      mark: { ...definitions.MarkDef, required: [] },
      ...Object.fromEntries(channels.map((name) => [name, encoding[name]])),
      transform: { type: 'array', items: { $ref: '#/definitions/Transform' } },
      ...Object.fromEntries(['width', 'height', 'view', 'resolve'].map((name) => [name, unit[name]])),
      ...Object.fromEntries(['spacing', 'columns'].map((name) => [name, facets[name]])),
    },
  };
  const kept = new Map<string, Schema>();
  const visit = (name: string, schema: Schema) => {
    if (kept.has(name)) return;
    const slim = strip(schema, name.endsWith('Transform') ? dropped : [...dropped, ...ours]);
    kept.set(name, slim);
    for (const other of refsOf(slim)) visit(other, definitions[other]);
  };
  visit('Chart', chart);
  return Object.fromEntries([...kept].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function strip(schema: Schema, without: readonly string[]): Schema {
  const entries = Object.entries(schema).filter(([keyword]) => keywords.includes(keyword));
  const slim = Object.fromEntries(
    entries.map(([keyword, value]) => {
      if (keyword === 'properties') {
        const kept = Object.entries(value as Definitions).filter(
          ([name, one]) => !without.includes(name) && isAllowed(one),
        );
        return [keyword, Object.fromEntries(kept.map(([name, one]) => [name, strip(one, without)]))];
      }
      if (keyword === 'anyOf')
        return [keyword, (value as Schema[]).filter(isAllowed).map((one) => strip(one, without))];
      if (keyword === 'items' || (keyword === 'additionalProperties' && typeof value === 'object'))
        return [keyword, strip(value as Schema, without)];
      if (keyword === '$ref') return [keyword, nameOf(value as string)];
      return [keyword, value];
    }),
  );
  // A predicate that is a text would be an expression.
  if (JSON.stringify(slim.anyOf ?? '').includes('FieldEqualPredicate'))
    slim.anyOf = (slim.anyOf as Schema[]).filter(({ type }) => type !== 'string');
  const branches = slim.anyOf as Schema[] | undefined;
  return branches?.length === 1 ? branches[0] : slim;
}

const nameOf = (ref: string) => decodeURIComponent(ref.split('/').at(-1)!);
const isAllowed = ({ $ref }: Schema) =>
  typeof $ref !== 'string' || !(refused.includes(nameOf($ref)) || nameOf($ref).startsWith('Conditional'));

function refsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = (value as Schema).$ref;
  return [...(typeof own === 'string' ? [own] : []), ...Object.values(value).flatMap(refsOf)];
}

/** One definition a line, so that a newer Vega-Lite shows as what it changed. */
export function write(definitions: Definitions): string {
  const lines = Object.entries(definitions).map(
    ([name, schema]) => `${JSON.stringify(name)}: ${JSON.stringify(schema)}`,
  );
  return `{\n${lines.join(',\n')}\n}\n`;
}
