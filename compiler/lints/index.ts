import { checkBestMoment } from './best-moment.ts';
import { checkConfoundedAxes } from './confounded-axes.ts';
import { checkFewReplicates } from './few-replicates.ts';
import { checkLastStepOnly } from './last-step-only.ts';
import type { Lint, LintContext } from './lint.ts';
import { checkNoBaseline } from './no-baseline.ts';
import { checkOneArm } from './one-arm.ts';
import { checkRateForOneArm } from './rate-for-one-arm.ts';
import { checkSameSides } from './same-sides.ts';
import { checkShortTrend } from './short-trend.ts';
import { checkSmallBatch } from './small-batch.ts';
import { checkTwoSettingsAtOnce } from './two-settings-at-once.ts';

/** Every doubt that a sound experiment can raise, in the order of their codes. */
const lints: readonly Lint[] = [
  checkConfoundedAxes,
  checkTwoSettingsAtOnce,
  checkNoBaseline,
  checkRateForOneArm,
  checkBestMoment,
  checkFewReplicates,
  checkLastStepOnly,
  checkSmallBatch,
  checkOneArm,
  checkShortTrend,
  checkSameSides,
];

/** Reports what is doubtful about the design of an experiment that has no mistakes. */
export function lint(context: LintContext): void {
  for (const check of lints) check(context);
}
