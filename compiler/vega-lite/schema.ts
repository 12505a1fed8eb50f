import definitions from './schema.json' with { type: 'json' };

/** A JSON Schema, as far as Vega-Lite's uses it. `$ref` is the name of a definition. */
export interface Schema {
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly enum?: readonly (string | number | boolean | null)[];
  readonly const?: string | number | boolean | null;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
}

const all = definitions as unknown as Readonly<Record<string, Schema>>;

/** The schema that a reference leads to in the end. */
export function resolveSchema(schema: Schema): Schema {
  return schema.$ref === undefined ? schema : resolveSchema(all[schema.$ref]);
}

/** The part of Vega-Lite that a chart may use (`test/compiler/vega-lite/prune.ts` makes it from Vega-Lite's own schema). */
export const chartSchema: Readonly<Record<string, Schema>> = all.Chart.properties as Readonly<
  Record<string, Schema>
>;
