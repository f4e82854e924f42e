/**
 * Leaves out samples that stand alone: a collection, an interrupt. What comes in numbers is a phase, and stays.
 * Source: Barrett et al., "Virtual machine warmup blows hot and cold", OOPSLA 2017, section 4.1: outside of the median
 * ± 3·(90th − 10th percentile) of a window of 200 samples.
 */
import { quantileSorted } from "simple-statistics";

const windowSamples = 200;
/** The window moves on by this many samples, so that each is judged with at least 80 to either side. */
const stride = 40;
const reach = 3;

/**
 * @param samples in the order of time, all finite
 * @returns positions of the samples to keep, ascending
 * @example withoutOutliers([5, 6, 5, 90, 6, 5, 6, 5, 6, 5, 6, 5]) // all but 3
 */
export function withoutOutliers(samples: readonly number[]): number[] {
  const kept: number[] = [];
  for (let start = 0; start < samples.length; start += stride) {
    const end = Math.min(start + stride, samples.length);
    const first = Math.max(0, Math.min(start + (stride - windowSamples) / 2, samples.length - windowSamples));
    const sorted = samples.slice(first, first + windowSamples).sort((a, b) => a - b);
    const middle = quantileSorted(sorted, 0.5);
    const width = reach * (quantileSorted(sorted, 0.9) - quantileSorted(sorted, 0.1));
    for (let index = start; index < end; index += 1) {
      if (Math.abs((samples[index] ?? 0) - middle) <= width) kept.push(index);
    }
  }
  return kept;
}
