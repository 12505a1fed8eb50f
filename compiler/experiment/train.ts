import {
  augmentationRefused,
  batchTooBig,
  lossRefused,
  scheduleRefused,
  unknownPartial,
} from '../diagnostics/codes/network.ts';
import { wrongType } from '../diagnostics/codes/types.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { accept } from '../expression/accept.ts';
import { evaluate } from '../expression/evaluate.ts';
import type { Scope } from '../expression/scope.ts';
import type { Expression } from '../expression/tree.ts';
import { broken, describe, type Value } from '../expression/values.ts';
import type { Construct, Setting, TrainingSpec } from '../plan/plan.ts';
import { type ParameterType, settingsOf } from '../registry/construct.ts';
import { registry } from '../registry/index.ts';
import type { LossRecord } from '../registry/losses/loss.ts';
import type { ScheduleRecord } from '../registry/schedules/schedule.ts';
import { statisticsFit } from './batch-statistics.ts';
import { dataOf, type ResolvedNetwork } from './network.ts';
import type { TrainSyntax } from './syntax.ts';

const batchType = { kind: 'number', unit: 'examples', whole: true, min: 1 } as const satisfies ParameterType;
const epochsType = { kind: 'number', unit: 'epochs', whole: true, min: 1 } as const satisfies ParameterType;
const stepsType = { kind: 'number', unit: 'steps', whole: true, min: 1 } as const satisfies ParameterType;

/** How one combination of arms is trained; undefined where something is wrong. */
export function resolveTraining(
  syntax: TrainSyntax,
  resolved: ResolvedNetwork | undefined,
  scope: Scope,
): TrainingSpec | undefined {
  const data = syntax.data && dataOf(syntax.data, scope);
  const loss = resolveConstruct(syntax.loss, 'loss', 'a loss such as cross_entropy()', scope);
  const optimizer = resolveConstruct(
    syntax.optimizer,
    'optimizer',
    'an optimizer such as adam(rate = 1e-3)',
    scope,
  );
  const schedule = resolveSchedule(syntax.schedule, scope);
  const augment = resolveAugment(syntax.augment, resolved, scope);
  const batch = resolveCount(syntax.batch, batchType, '`batch`', scope);
  const keeps = keepsRest(syntax.partial, scope);
  const length = resolveLength(syntax, scope);
  if (!data || !resolved || !loss || !optimizer || schedule === undefined || !augment || !batch || !length)
    return undefined;
  const part = data.part === 'all' && data.spec.parts.train !== undefined ? 'train' : data.part;
  const examples = data.spec.parts[part];
  if (!lossFits(loss, data.spec.classes, resolved, syntax, scope)) return undefined;
  const { span: batchSpan } = syntax.batch as Expression;
  if (batch > examples) {
    scope.report(diagnose(batchTooBig, batchSpan, { batch, examples }));
    return undefined;
  }
  const rest = keeps && examples % batch > 0 ? { rest: examples % batch } : {};
  const perEpoch = Math.floor(examples / batch) + ('rest' in rest ? 1 : 0);
  const steps = length.steps ?? length.epochs * perEpoch;
  if (!statisticsFit(resolved, { batch, ...rest, steps, examples }, batchSpan, scope)) return undefined;
  const followed = schedule && inSteps(schedule, perEpoch);
  if (followed && !scheduleFits(followed, steps, syntax, scope)) return undefined;
  return {
    data: { data: data.name, part },
    loss,
    optimizer,
    ...(followed && { schedule: followed }),
    ...(augment.length > 0 && { augment }),
    batch,
    ...rest,
    epochs: steps / perEpoch,
    steps,
  };
}

function lossFits(
  loss: Construct,
  classes: number | undefined,
  { spec: network, since }: ResolvedNetwork,
  syntax: TrainSyntax,
  { report }: Scope,
): boolean {
  const outputs = network.layers.at(-1)?.output ?? network.shape;
  const refusal = (registry.get(loss.is) as LossRecord).refuses(outputs, classes);
  if (!refusal) return true;
  const data = { reason: refusal.refused, help: refusal.help };
  report(diagnose(lossRefused, (syntax.loss as Expression).span, data, { related: since }));
  return false;
}

/** The schedule; null where the rate is constant. */
function resolveSchedule(syntax: Expression | undefined, scope: Scope): Construct | null | undefined {
  if (!syntax) return null;
  const value = evaluate(syntax, scope);
  if (value.kind === 'none') return null;
  if (value.kind === 'construct' && value.record.kind === 'schedule') return value.value;
  const wanted = 'a schedule such as cosine(warmup = 100 steps), or none';
  if (!broken(value))
    scope.report(diagnose(wrongType, syntax.span, { what: '`schedule`', wanted, got: describe(value) }));
  return undefined;
}

/** How examples are changed, in order; undefined where something is wrong. */
function resolveAugment(
  syntax: readonly Expression[],
  resolved: ResolvedNetwork | undefined,
  scope: Scope,
): readonly Construct[] | undefined {
  const found = syntax.flatMap((expression) => {
    const value = evaluate(expression, scope);
    // One arm of several may be a list of its own, or none.
    const items = value.kind === 'list' ? value.items : [value];
    return items
      .filter(({ kind }) => kind !== 'none')
      .map((item) => augmentationOf(item, expression, resolved, scope));
  });
  return found.every((each) => each !== undefined) ? found : undefined;
}

function augmentationOf(
  value: Value,
  { span }: Expression,
  resolved: ResolvedNetwork | undefined,
  { report }: Scope,
): Construct | undefined {
  if (value.kind !== 'construct' || value.record.kind !== 'augmentation') {
    const wanted = 'augmentations such as shift(2), or none';
    if (!broken(value))
      report(diagnose(wrongType, span, { what: '`augment`', wanted, got: describe(value) }));
    return undefined;
  }
  const refusal = resolved && value.record.refuses(resolved.spec.shape, settingsOf(value.value));
  if (!refusal) return value.value;
  report(diagnose(augmentationRefused, span, { reason: refusal.refused, help: refusal.help }));
  return undefined;
}

/** A schedule whose durations in epochs are in steps, to the nearest whole one. */
function inSteps({ is, ...settings }: Construct, perEpoch: number): Construct {
  const stepsOf = (setting: Setting): Setting => {
    if (Array.isArray(setting)) return setting.map(stepsOf);
    const epochs = typeof setting === 'object' && setting !== null && 'is' in setting;
    return epochs ? Math.round(((setting as Construct).count as number) * perEpoch) : setting;
  };
  const all = Object.entries(settings).map(([name, setting]) => [name, stepsOf(setting)]);
  return { is, ...Object.fromEntries(all) };
}

function scheduleFits(schedule: Construct, steps: number, syntax: TrainSyntax, { report }: Scope): boolean {
  const refusal = (registry.get(schedule.is) as ScheduleRecord).refuses(steps, settingsOf(schedule));
  if (!refusal) return true;
  const data = { reason: refusal.refused, help: refusal.help };
  report(diagnose(scheduleRefused, (syntax.schedule as Expression).span, data));
  return false;
}

function keepsRest(partial: TrainSyntax['partial'], { report }: Scope): boolean {
  if (partial && partial.text !== 'keep' && partial.text !== 'drop')
    report(diagnose(unknownPartial, partial.span, { found: partial.text }));
  return partial?.text === 'keep';
}

/** How long the training is, in passes through the data or in steps. */
function resolveLength(
  syntax: TrainSyntax,
  scope: Scope,
): { steps: number } | { steps: undefined; epochs: number } | undefined {
  const epochs = resolveCount(syntax.epochs, epochsType, '`epochs`', scope);
  const steps = resolveCount(syntax.steps, stepsType, '`steps`', scope);
  if (syntax.epochs && syntax.steps) return undefined;
  if (steps !== undefined) return { steps };
  return epochs === undefined ? undefined : { steps: undefined, epochs };
}

function resolveConstruct(
  expression: Expression | undefined,
  kind: string,
  wanted: string,
  scope: Scope,
): Construct | undefined {
  if (!expression) return undefined;
  const value = evaluate(expression, scope);
  if (value.kind === 'construct' && value.record.kind === kind) return value.value;
  if (!broken(value))
    scope.report(diagnose(wrongType, expression.span, { what: `\`${kind}\``, wanted, got: describe(value) }));
  return undefined;
}

function resolveCount(
  expression: Expression | undefined,
  type: ParameterType,
  what: string,
  scope: Scope,
): number | undefined {
  return (
    expression &&
    (accept(evaluate(expression, scope), type, what, expression.span, scope.report) as number | undefined)
  );
}
