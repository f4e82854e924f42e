/** Seeded draws for simulations: every kind of noise that a calibration plants. */
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** An endless stream of draws; every call moves it on. */
export type Draws = {
  /** In [0, 1). */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  /** exp(spread · normal): a factor around 1 whose log has this standard deviation. */
  lognormal(spread: number): number;
  /** Student's t, not scaled: its variance is f/(f − 2). Degrees of freedom are a whole number from 1. */
  studentT(degreesOfFreedom: number): number;
  /**
   * A first-order autoregressive series of standard deviation 1 that starts in its stationary state: each value is
   * correlation · the one before + √(1 − correlation²) · normal.
   */
  autoregressive(count: number, correlation: number): number[];
};

/** Outputs that xoroshiro needs to forget a seed of mostly zero bits. */
const warmUp = 32;

/**
 * Draws that follow from a seed and a name: streams of different names have nothing to do with each other.
 *
 * Normal draws by Box and Muller, "A note on the generation of random normal deviates", Annals of Mathematical
 * Statistics 29 (1958).
 *
 * @param seed a whole number from 0 below 2³²
 * @param name what the draws are for: "comparison/null"
 * @example seededDraws(1, "example").uniform() === seededDraws(1, "example").uniform() // true
 */
export function seededDraws(seed: number, name: string): Draws {
  const generator = xoroshiro128plus(hash(`${seed} ${name}`));
  const uniform = () => uniformFloat64(generator);
  for (let index = 0; index < warmUp; index += 1) uniform();
  let spare: number | null = null;
  const normal = () => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
  return {
    uniform,
    normal,
    lognormal: (spread) => Math.exp(spread * normal()),
    studentT(degreesOfFreedom) {
      let squares = 0;
      for (let index = 0; index < degreesOfFreedom; index += 1) squares += normal() ** 2;
      return normal() / Math.sqrt(squares / degreesOfFreedom);
    },
    autoregressive(count, correlation) {
      const innovation = Math.sqrt(1 - correlation ** 2);
      let previous = normal();
      return Array.from({ length: count }, (_, index) => {
        if (index > 0) previous = correlation * previous + innovation * normal();
        return previous;
      });
    },
  };
}

/** FNV-1a on 32 bits (Fowler, Noll and Vo). */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  }
  return state | 0;
}
