import { batchOfOne, batchTooBig, lossRefused } from '../diagnostics/codes/network.ts';
import { wrongType } from '../diagnostics/codes/types.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { accept } from '../expression/accept.ts';
import { evaluate } from '../expression/evaluate.ts';
import type { Scope } from '../expression/scope.ts';
import type { Expression } from '../expression/tree.ts';
import { broken, describe } from '../expression/values.ts';
import type { Construct, TrainingSpec } from '../plan/plan.ts';
import type { ParameterType } from '../registry/construct.ts';
import { registry } from '../registry/index.ts';
import type { LossRecord } from '../registry/losses/loss.ts';
import { dataOf, type ResolvedNetwork } from './network.ts';
import type { TrainSyntax } from './syntax.ts';

const batchType = { kind: 'number', unit: 'examples', whole: true, min: 1 } as const satisfies ParameterType;
const epochsType = { kind: 'number', unit: 'epochs', whole: true, min: 1 } as const satisfies ParameterType;

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
  const batch = resolveCount(syntax.batch, batchType, '`batch`', scope);
  const epochs = resolveCount(syntax.epochs, epochsType, '`epochs`', scope);
  if (
    !data ||
    !syntax.data ||
    !resolved ||
    !loss ||
    !optimizer ||
    batch === undefined ||
    epochs === undefined
  )
    return undefined;
  const part = data.part === 'all' && data.spec.parts.train !== undefined ? 'train' : data.part;
  const examples = data.spec.parts[part];
  const { spec: network, since } = resolved;
  const outputs = network.layers.at(-1)?.output ?? network.shape;
  const refusal = (registry.get(loss.is) as LossRecord).refuses(outputs, data.spec.classes);
  if (refusal) {
    const data = { reason: refusal.refused, help: refusal.help };
    scope.report(diagnose(lossRefused, (syntax.loss as Expression).span, data, { related: since }));
    return undefined;
  }
  if (batch > examples) {
    scope.report(diagnose(batchTooBig, (syntax.batch as Expression).span, { batch, examples }));
    return undefined;
  }
  if (batch === 1 && network.layers.some(({ layer }) => layer.is === 'batch_norm')) {
    scope.report(diagnose(batchOfOne, (syntax.batch as Expression).span, { layer: 'batch_norm' }));
  }
  const steps = epochs * Math.floor(examples / batch);
  return { data: { data: data.name, part }, loss, optimizer, batch, epochs, steps };
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
