import { twoSettingsAtOnce } from '../diagnostics/codes/lints.ts';
import { diagnose } from '../diagnostics/entry.ts';
import type { ResolvedArm } from '../experiment/axes.ts';
import type { Value } from '../expression/values.ts';
import type { Setting } from '../plan/plan.ts';
import type { Lint } from './lint.ts';

/**
 * An arm that no chain of single changes joins to the arms of the same kind before it. Arms of other kinds,
 * `bias()` and `batch_norm()`, are not compared: they have no settings in common.
 */
export const checkTwoSettingsAtOnce: Lint = ({ axes, report }) => {
  for (const { arms, tuned } of axes) {
    // Candidates are not compared with one another.
    if (tuned) continue;
    const kinds = Map.groupBy(arms, ({ value }) => kindOf(value));
    kinds.delete(undefined);
    for (const group of kinds.values()) {
      const joined = [group[0]];
      const rest = group.slice(1);
      for (;;) {
        const next = rest.findIndex((arm) => joined.some((other) => differences(arm, other).length <= 1));
        if (next < 0) break;
        joined.push(...rest.splice(next, 1));
      }
      const [arm] = rest;
      if (!arm) continue;
      const near = joined.reduce((best, other) =>
        differences(arm, other).length < differences(arm, best).length ? other : best,
      );
      const data = { arms: [near.name, arm.name] as const, settings: differences(arm, near) };
      const related = [{ span: near.span, message: `\`${near.name}\` is here` }];
      report(diagnose(twoSettingsAtOnce, arm.span, data, { related }));
    }
  }
};

/** Arms of one kind have the same settings: calls of one construct, or records with the same fields. */
function kindOf(value: Value): string | undefined {
  if (value.kind === 'construct') return value.record.name;
  return value.kind === 'record' ? [...value.fields.keys()].sort().join() : undefined;
}

/** The settings in which two arms of one kind differ. */
function differences({ value: a }: ResolvedArm, { value: b }: ResolvedArm): readonly string[] {
  const [left, right] = [settingsOf(a), settingsOf(b)];
  return Object.keys(left).filter((name) => JSON.stringify(left[name]) !== JSON.stringify(right[name]));
}

function settingsOf(value: Value): Readonly<Record<string, unknown>> {
  if (value.kind === 'construct') return value.value as Readonly<Record<string, Setting>>;
  if (value.kind !== 'record') return {};
  return Object.fromEntries([...value.fields].map(([name, field]) => [name, plainOf(field)]));
}

function plainOf(field: Value): unknown {
  return 'value' in field ? field.value : field.kind;
}
