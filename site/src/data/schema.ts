import { z } from 'astro/zod';
import type { Construct } from '../../../compiler/plan/plan.ts';
import type { Provenance, Results } from '../../../compiler/plan/results.ts';

/** Names become file names, addresses and anchors. */
const name = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}_.-]*$/u, 'must be a name of letters, digits, "_", "-" and "."');
const number = z.number();
const count = z.int().nonnegative();
const numberOrNull = z.number().nullable();
const texts = z.record(z.string(), z.string());
const verdict = z.enum(['supported', 'refuted', 'inconclusive']);

const construct = z.custom<Construct>(
  (value) => typeof value === 'object' && value !== null && 'is' in value && typeof value.is === 'string',
  'must be a construct with its name at "is"',
);

const moved = z.object({
  kind: z.enum(['experiment', 'axis', 'arm', 'measurement']),
  from: z.string(),
  to: z.string(),
  axis: z.string().optional(),
});
const data = z.object({
  source: construct,
  shape: z.array(count),
  classes: count.optional(),
  parts: z.record(z.string(), count),
});
const variant = z.object({
  id: z.string(),
  arms: texts,
  layers: z.array(z.object({ path: z.string(), text: z.string(), output: z.array(count) })),
});
const measurement = z.object({
  name,
  title: z.string(),
  text: z.string(),
  unit: z.string(),
  indices: z.array(
    z.object({
      name: z.string(),
      unit: z.string(),
      values: z.array(z.union([number, z.string()])).optional(),
    }),
  ),
});
const cell = z.object({
  id: z.string(),
  variant: z.string(),
  replicate: count,
  outcome: z.enum(['done', 'diverged', 'failed', 'missing']),
  reason: z.string().optional(),
  keys: texts,
  values: z.record(z.string(), numberOrNull),
});
const member = z.object({
  per: texts,
  verdict,
  effect: numberOrNull,
  low: numberOrNull,
  high: numberOrNull,
  threshold: number,
  relation: z.enum(['<', '<=', '>', '>=', '==', 'within']),
  n: count,
  failed: count,
  p: number.optional(),
  replicates: z.array(z.object({ replicate: count, effect: numberOrNull })),
});
const claim = z.object({
  name,
  says: z.string(),
  text: z.string(),
  exact: z.boolean(),
  verdict,
  method: z.string(),
  unit: z.string(),
  members: z.array(member),
});
const chart = z.object({
  name,
  title: z.string(),
  spec: z.record(z.string(), z.unknown()),
  description: z.string(),
  table: z.object({
    columns: z.array(z.object({ name: z.string(), title: z.string(), unit: z.string() })),
    rows: z.array(z.array(z.union([z.string(), number]).nullable())),
  }),
});

const choice = z.object({
  arms: texts,
  chosen: texts.nullable(),
  candidates: z.array(z.object({ value: texts, mean: numberOrNull, n: count, diverged: count })),
});

/** `results.json`, as `compiler/plan/results.ts` describes it. */
export const resultsSchema = z.object({
  crease: z.literal(1),
  experiment: name,
  title: z.string(),
  about: z.string(),
  profile: z.string(),
  seed: number,
  replicates: count,
  overlap: number.optional(),
  source: z.object({ file: z.string(), text: z.string() }),
  axes: z.array(
    z.object({
      name: z.string(),
      arms: z.array(z.object({ name: z.string(), text: z.string() })),
      tuned: z.object({ measurement: z.string(), best: z.enum(['max', 'min']) }).optional(),
    }),
  ),
  moved: z.array(moved).optional(),
  tuned: z.array(choice).optional(),
  data: z.record(z.string(), data),
  variants: z.array(variant),
  measurements: z.array(measurement),
  cells: z.array(cell),
  claims: z.array(claim),
  charts: z.array(chart),
  settings: z.array(z.object({ path: z.string(), value: z.string() })),
}) satisfies z.ZodType<Results>;

/** `provenance.json` beside it. */
export const provenanceSchema = z.object({
  versions: texts,
  numerics: z.string(),
  machine: z.object({ platform: z.string(), cpu: z.string(), cores: count, memoryGB: number }),
  git: z.object({ commit: z.string(), dirty: z.boolean() }).optional(),
  seconds: number,
  finished: z.string(),
  command: z.string(),
}) satisfies z.ZodType<Provenance>;

const pathText = (path: readonly PropertyKey[]) =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '') || 'the whole file';

/** What is wrong with a value, a line each: "claims[0].threshold: Invalid input: expected number, received string". */
export function schemaProblems(schema: z.ZodType, value: unknown): string[] {
  const parsed = schema.safeParse(value);
  return parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${pathText(issue.path)}: ${issue.message}`);
}
