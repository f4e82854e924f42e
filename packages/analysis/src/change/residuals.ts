import { residualAutocorrelation } from "./autocorrelation.ts";

/** The noise of a series. */
export type Noise = {
  /** Of one value, in squared units. */
  readonly variance: number;
  /** Of neighbours. */
  readonly autocorrelation: number;
  /** Degrees of freedom of the variance. */
  readonly freedom: number;
};

/**
 * The noise that is left when every segment's mean is taken away.
 *
 * @param changes first index of every segment but the first, ascending
 */
export function residualNoise(values: Float64Array, changes: readonly number[]): Noise {
  const bounds = [0, ...changes, values.length];
  const segments = bounds.length - 1;
  let squares = 0;
  let products = 0;
  for (const [position, end] of bounds.entries()) {
    const start = bounds[position - 1] ?? end;
    const mean = meanOf(values, start, end);
    let previous = 0;
    for (let index = start; index < end; index += 1) {
      const residual = (values[index] ?? 0) - mean;
      squares += residual * residual;
      products += residual * previous;
      previous = residual;
    }
  }
  const freedom = Math.max(1, values.length - segments);
  return {
    variance: squares / freedom,
    freedom,
    autocorrelation: residualAutocorrelation({ products, squares, count: values.length, segments }),
  };
}

/** Mean of the values from `start` up to, not including, `end`. */
export function meanOf(values: Float64Array, start: number, end: number): number {
  let sum = 0;
  for (let index = start; index < end; index += 1) sum += values[index] ?? 0;
  return end > start ? sum / (end - start) : 0;
}
