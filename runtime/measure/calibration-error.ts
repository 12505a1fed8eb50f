import { answers, indexOfLargest } from './answers.ts';
import { type Evaluate, scalar } from './measured.ts';

/**
 * Expected calibration error (Guo et al. 2017, equation 3): over bins of equal width (m/M, (m+1)/M] of the confidence, the
 * mean of |share of right answers − mean confidence|, weighted by the points in each.
 */
export const measureCalibrationError: Evaluate = (place) => {
  const { count, classes, outputs, labels } = answers(place, 'calibration_error');
  const bins = place.settings.bins as number;
  const confidence = new Float64Array(bins);
  const correct = new Float64Array(bins);
  for (let p = 0; p < count; p++) {
    const row = outputs.subarray(p * classes, (p + 1) * classes);
    const answer = indexOfLargest(row);
    const share = 1 / row.reduce((sum, value) => sum + Math.exp(value - row[answer]), 0);
    // What is no number is counted, so that the result is none.
    const bin = Math.min(bins, Math.ceil(share * bins) || 1) - 1;
    confidence[bin] += share;
    if (answer === labels[p]) correct[bin]++;
  }
  const gaps = confidence.map((sum, bin) => Math.abs(correct[bin] - sum));
  return { arrays: { value: scalar(gaps.reduce((sum, gap) => sum + gap, 0) / count) }, certificate: {} };
};
