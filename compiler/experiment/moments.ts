import { atAndEvery, notAMoment } from '../diagnostics/codes/measure.ts';
import { momentOfUntrained } from '../diagnostics/codes/network.ts';
import { outOfRange, tooBig, wrongType } from '../diagnostics/codes/types.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { evaluate } from '../expression/evaluate.ts';
import { printExpression } from '../expression/print.ts';
import type { Scope } from '../expression/scope.ts';
import type { Expression } from '../expression/tree.ts';
import { broken, describe } from '../expression/values.ts';
import type { IndexSpec, Moment, TrainingSpec } from '../plan/plan.ts';
import type { MeasureSyntax } from './syntax.ts';

/** How long the training is, as far as moments need to know. */
type Length = Pick<TrainingSpec, 'steps' | 'epochs'>;

/** The moments at which a measurement is taken: the end of the training unless said. */
export function resolveMoments(
  syntax: MeasureSyntax,
  training: Length | undefined,
  scope: Scope,
): readonly Moment[] | undefined {
  const { report } = scope;
  if (syntax.every && syntax.at.length > 0) {
    report(diagnose(atAndEvery, syntax.every.span, {}));
    return undefined;
  }
  if (syntax.every) return resolveEvery(syntax.every, training, scope);
  const names = syntax.at.flatMap((item) => (item.kind === 'list' ? item.items : [item]));
  if (names.length === 0) return [training ? 'final' : 'initial'];
  const moments = names.map((item) => resolveMoment(item, training, report));
  return moments.every((moment) => moment !== undefined) ? [...new Set(moments)] : undefined;
}

function resolveMoment(item: Expression, training: Length | undefined, report: Report): Moment | undefined {
  const text = item.kind === 'name' ? item.name : printExpression(item);
  if (text !== 'initial' && text !== 'final') {
    report(
      diagnose(notAMoment, item.span, { got: `\`${text}\``, nearest: nearest(text, ['initial', 'final']) }),
    );
    return undefined;
  }
  if (text === 'initial' || training) return text;
  report(diagnose(momentOfUntrained, item.span, { moment: text }));
  return undefined;
}

const mostMoments = 10_000;

function resolveEvery(
  every: Expression,
  training: Length | undefined,
  scope: Scope,
): readonly Moment[] | undefined {
  const { report } = scope;
  if (!training) {
    report(diagnose(momentOfUntrained, every.span, { moment: 'every' }));
    return undefined;
  }
  const value = evaluate(every, scope);
  if (broken(value)) return undefined;
  if (value.kind !== 'number' || (value.unit !== 'steps' && value.unit !== 'epochs')) {
    report(
      diagnose(wrongType, every.span, {
        what: '`every`',
        wanted: 'a number of steps or epochs',
        got: describe(value),
        help: 'write `20 steps` or `1 epoch`',
      }),
    );
    return undefined;
  }
  const perEpoch = Math.round(training.steps / training.epochs);
  const steps = value.unit === 'epochs' ? value.value * perEpoch : value.value;
  const count = Math.floor(training.steps / steps);
  if (steps >= 1 && count > mostMoments) {
    report(diagnose(tooBig, every.span, { what: 'moments of a measurement', count, most: mostMoments }));
    return undefined;
  }
  if (Number.isInteger(steps) && steps >= 1) return [{ every: steps }];
  report(
    diagnose(outOfRange, every.span, {
      what: '`every`',
      value: steps,
      wanted: 'a whole number of steps, at least 1',
    }),
  );
  return undefined;
}

/** The outermost index: the moments, where there are several. */
export function momentIndex(moments: readonly Moment[], training: Length | undefined): readonly IndexSpec[] {
  const [first] = moments;
  if (typeof first === 'object' && training)
    return [{ name: 'step', unit: 'steps', values: stepsOf(first.every, training.steps) }];
  return moments.length > 1 ? [{ name: 'at', unit: 'one', values: moments as readonly string[] }] : [];
}

/** 0, n, 2n, … and the last step. */
export function stepsOf(every: number, last: number): readonly number[] {
  const steps = Array.from({ length: Math.floor(last / every) + 1 }, (_, i) => i * every);
  return steps.at(-1) === last ? steps : [...steps, last];
}
