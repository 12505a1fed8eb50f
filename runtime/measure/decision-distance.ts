import type { DataSetting } from '../../compiler/plan/plan.ts';
import { decisionDistances } from '../geometry/decision.ts';
import { placesOnSlice } from '../geometry/slice.ts';
import { type Measure, vector } from './measured.ts';
import { decisionIn, planeWindow } from './plane-window.ts';

/** Distances along a plane to the decision boundary in a window: `distance` and `exact` [points]. */
export const measureDecisionDistance: Measure = (place) => {
  const { inputs } = place.points(place.settings.points as DataSetting);
  const window = planeWindow(place);
  const { slice } = window.options;
  const places = slice ? placesOnSlice(slice, inputs) : inputs;
  const { distance, piece, exact } = decisionDistances(decisionIn(window), places);
  return {
    arrays: {
      distance: vector(distance.map((d, i) => (piece[i] < 0 ? Number.NaN : d))),
      exact: vector(exact),
    },
    certificate: {},
  };
};
