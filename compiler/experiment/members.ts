import { notAsked } from '../diagnostics/codes/slices.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { settingsOf } from '../registry/construct.ts';
import { isMeasured } from '../registry/measurements/measurement.ts';
import type { Span } from '../source/span.ts';
import type { ResolvedMeasurement } from './measure.ts';

/** What is said of a part that the measurement has only where it is asked for, and is not. */
export function notAskedFor(
  { name, record, plan }: ResolvedMeasurement,
  part: string,
  span: Span,
): Diagnostic | undefined {
  const member = record.members[part];
  if (isMeasured(member, settingsOf(plan.value))) return undefined;
  return diagnose(notAsked, span, {
    what: `\`${part}\``,
    measurement: name,
    setting: member.asked as string,
  });
}

/** The parts that a measurement has with its settings. */
export function partsOf({ record, plan }: ResolvedMeasurement): readonly string[] {
  const settings = settingsOf(plan.value);
  return Object.keys(record.members).filter((part) => isMeasured(record.members[part], settings));
}
