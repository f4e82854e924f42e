/** Samples of a fork whose steady state is known, because it was planted. */
import type { Draws } from "./noise.ts";

export type PlantedFork = {
  /** What the samples do, in a few words. */
  readonly kind: string;
  readonly samples: readonly number[];
  /** Position of the first sample that is steady; null when the fork never becomes steady. */
  readonly steadyFrom: number | null;
};

type Level = { readonly levels: readonly number[]; readonly steadyFrom: number | null };

/** What the cost is without noise, sample by sample, as a multiple of some cost. */
const kinds: Readonly<Record<string, (draws: Draws, count: number) => Level>> = {
  flat: (_, count) => ({ levels: Array.from({ length: count }, () => 1), steadyFrom: 0 }),
  "warm-up in steps": (draws, count) => {
    const changes = positions(draws, 1 + Math.floor(3 * draws.uniform()), 0.02 * count, 0.6 * count);
    return steps(draws, count, changes, () => 0.6 + 0.3 * draws.uniform());
  },
  "slowdown in a step": (draws, count) => {
    const changes = positions(draws, 1, 0.05 * count, 0.65 * count);
    return steps(draws, count, changes, () => 1.1 + 0.5 * draws.uniform());
  },
  "warm-up that dies out": ({ uniform }, count) => {
    const size = 0.3 + 2 * uniform();
    const time = (0.01 + 0.08 * uniform()) * count;
    const levels = Array.from({ length: count }, (_, index) => 1 + size * Math.exp(-index / time));
    return { levels, steadyFrom: Math.round(time * Math.log(size / 0.05)) };
  },
  "small changes": (draws, count) => {
    const changes = positions(draws, 4, 0, count);
    return {
      ...steps(draws, count, changes, () => 1 + 0.015 * (2 * draws.uniform() - 1), true),
      steadyFrom: 0,
    };
  },
  "two levels in turn": ({ uniform }, count) => {
    const phase = Math.round((0.03 + 0.12 * uniform()) * count);
    const ratio = 1.08 + 0.4 * uniform();
    const levels = Array.from({ length: count }, (_, index) =>
      Math.floor(index / phase) % 2 === 0 ? 1 : ratio,
    );
    return { levels, steadyFrom: null };
  },
  "a change near the end": (draws, count) => {
    const changes = positions(draws, 1, 0.8 * count, 0.97 * count);
    const ratio = 1.08 + 0.4 * draws.uniform();
    return { ...steps(draws, count, changes, () => ratio), steadyFrom: null };
  },
  "steps all along": (draws, count) => {
    const changes = positions(draws, 8 + Math.floor(8 * draws.uniform()), 0, 0.95 * count);
    return { ...steps(draws, count, changes, () => 0.75 + 0.5 * draws.uniform(), true), steadyFrom: null };
  },
  "a rise all along": ({ uniform }, count) => {
    const rise = 0.2 + 0.6 * uniform();
    return { levels: Array.from({ length: count }, (_, i) => 1 + (rise * i) / count), steadyFrom: null };
  },
};

/** Names of the kinds; five become steady and four never do. */
export const plantedKinds: readonly string[] = Object.keys(kinds);

/** One fork with lognormal noise of 1 to 5%, autocorrelated up to 0.5, and up to 2% of the samples two to ten times as slow. */
export function plantFork(kind: string, count: number, draws: Draws): PlantedFork {
  const { uniform, autoregressive } = draws;
  const make = kinds[kind];
  if (make === undefined) throw new RangeError(`There is no planted fork of kind “${kind}”.`);
  const { levels, steadyFrom } = make(draws, count);
  const unit = 100 * 10 ** (4 * uniform());
  const noise = autoregressive(count, 0.5 * uniform());
  const spread = 0.01 + 0.04 * uniform();
  const spikes = 0.02 * uniform();
  const samples = noise.map((value, index) => {
    const spike = uniform() < spikes ? 2 + 8 * uniform() : 1;
    return unit * (levels[index] ?? 1) * Math.exp(spread * value) * spike;
  });
  return { kind, samples, steadyFrom };
}

/** So many positions between two, ascending. */
function positions({ uniform }: Draws, count: number, low: number, high: number): number[] {
  return Array.from({ length: count }, () => Math.round(low + (high - low) * uniform())).sort(
    (a, b) => a - b,
  );
}

/** Levels that change at the given positions: by a factor each, or to a level each. */
function steps(
  _: Draws,
  count: number,
  changes: readonly number[],
  next: () => number,
  absolute = false,
): Level {
  let level = 1;
  let coming = 0;
  const levels = Array.from({ length: count }, (_, index) => {
    while (coming < changes.length && index >= (changes[coming] ?? 0)) {
      level = absolute ? next() : level * next();
      coming += 1;
    }
    return level;
  });
  return { levels, steadyFrom: changes.at(-1) ?? 0 };
}
