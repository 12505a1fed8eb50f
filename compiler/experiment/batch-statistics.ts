import { batchOfOne } from '../diagnostics/codes/network.ts';
import {
  coldStatistics,
  dropoutBeforeStatistics,
  ghostBatchesUneven,
  neverFrozen,
  tooFewForStatistics,
} from '../diagnostics/codes/normalization.ts';
import { diagnose } from '../diagnostics/entry.ts';
import type { Scope } from '../expression/scope.ts';
import type { LayerSpec, TrainingSpec } from '../plan/plan.ts';
import { sourcesOf } from '../plan/wiring.ts';
import { asksForStatistics, startsFromData } from '../program/evaluation.ts';
import { batchStatisticsOf, examplesSeen } from '../program/network.ts';
import type { Span } from '../source/span.ts';
import type { ResolvedNetwork } from './network.ts';

/** A training, and how many examples it has in all. */
type Trained = Pick<TrainingSpec, 'batch' | 'rest' | 'steps'> & { readonly examples: number };

/**
 * Whether the batch statistics that the layers of a network take can be taken as it is trained; reported where not,
 * and where they can be doubted. Those of one example are reported, but can be described.
 */
export function statisticsFit(resolved: ResolvedNetwork, trained: Trained, at: Span, scope: Scope): boolean {
  const { layers } = resolved.spec;
  const { batch, rest } = trained;
  const whole = layers.find(({ layer }) => batchStatisticsOf(layer)?.examples === null);
  if (whole && (rest ?? batch) === 1)
    scope.report(diagnose(batchOfOne, at, { layer: whole.layer.is, last: batch > 1 }));
  reportDropout(resolved);
  return layers.map((layer) => layerFits(layer, resolved, trained)).every((fits) => fits);
}

/** Of what running statistics start at, when they are used. */
const mostKept = 0.01;

function layerFits(spec: LayerSpec, { spec: network, sites }: ResolvedNetwork, trained: Trained): boolean {
  const { path, layer } = spec;
  const statistics = batchStatisticsOf(layer);
  if (!statistics) return true;
  const { batch, rest = batch, steps, examples } = trained;
  const { span, scope } = sites.get(path)!;
  const after = layer.freeze_after;
  if (typeof after === 'number' && after >= steps)
    scope.report(diagnose(neverFrozen, span, { layer: layer.is, after, steps }));
  const kept = startsFromData(spec) || asksForStatistics(spec) ? 0 : (layer.momentum as number) ** steps;
  if (kept > mostKept) {
    const data = { layer: layer.is, steps, kept: Math.round(100 * kept) };
    scope.report(diagnose(coldStatistics, span, data));
  }
  const size = statistics.examples ?? examples;
  if (size > examples) {
    scope.report(diagnose(tooFewForStatistics, span, { layer: layer.is, size, examples }));
    return false;
  }
  const dealt = [
    { what: 'the batch', own: batch, examples: batch },
    { what: 'the last batch of an epoch', own: rest, examples: rest },
    { what: 'what a step sees for other statistics', own: batch, examples: examplesSeen(network, batch) },
  ];
  const uneven = dealt.find(({ own, examples }) => size < own && examples % size > 0);
  if (!uneven) return true;
  const data = { layer: layer.is, size, examples: uneven.examples, what: uneven.what };
  scope.report(diagnose(ghostBatchesUneven, span, data));
  return false;
}

/** Warns of each dropout that a layer with batch statistics follows. */
function reportDropout({ spec: { layers }, sites }: ResolvedNetwork): void {
  const droppedAt = new Map<string, string>();
  const reported = new Set<string>();
  for (const [i, { path, layer }] of layers.entries()) {
    const before = sourcesOf(layers, i).flatMap((source) => droppedAt.get(source) ?? []);
    const own = layer.is === 'dropout' && layer.rate !== 0 ? path : before[0];
    if (own !== undefined) droppedAt.set(path, own);
    if (!batchStatisticsOf(layer) || before.length === 0 || reported.has(before[0])) continue;
    reported.add(before[0]);
    const { span, scope } = sites.get(before[0])!;
    const related = [{ span: sites.get(path)!.span, message: `${layer.is}() follows here` }];
    scope.report(diagnose(dropoutBeforeStatistics, span, { layer: layer.is }, { related }));
  }
}
