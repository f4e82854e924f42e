/** How often degradation under sustained load is seen, and seen where there is none, on planted forks. */
import { sustainedLoad } from "../sustained/sustained-load.ts";
import { formatPercent } from "../verdict/quantity.ts";
import { type Calibration, type CalibrationPart, shareRow, trialsAt } from "./calibration.ts";
import { type Draws, seededDraws } from "./noise.ts";

const documentedRuns = 600;
const samples = 3000;

export const sustained: Calibration = {
  name: "sustained",
  title: "Does it degrade under sustained load",
  parts: [
    part({ drift: 0, wandering: 0.01 }, "fails", { atMost: 0.02 }),
    part({ drift: 0, wandering: 0.05 }, "fails", { atMost: 0.02 }),
    part({ drift: 0, wandering: 0.01, lurching: 0.8 }, "fails", { atMost: 0.02 }),
    part({ drift: 0.05, wandering: 0.01 }, "fails", { atLeast: 0.85 }),
    part({ drift: 0.1, wandering: 0.01 }, "fails", { atLeast: 0.96 }),
    part({ drift: 0.1, wandering: 0.01 }, "holds", { atMost: 0.01 }),
  ],
};

/** The rise from end to end, and the most that a fork wanders (standard deviation), as shares of the cost. */
type Planting = {
  readonly drift: number;
  readonly wandering: number;
  /** Most that the machine's speed jumps by, some ten times a fork, as a share of the cost; not at all by default. */
  readonly lurching?: number;
};

/** Counts one outcome over both numbers of forks. */
function part(
  planting: Planting,
  outcome: "fails" | "holds",
  goal: { readonly atMost: number } | { readonly atLeast: number },
): CalibrationPart {
  const verdict = outcome === "fails" ? "degrading" : "not degrading";
  const { drift, wandering, lurching = 0 } = planting;
  const jumps = lurching === 0 ? "" : `, jumps of up to ${formatPercent(lurching)}`;
  const name = `called ${verdict} at a drift of ${formatPercent(drift)}, wandering of up to ${formatPercent(wandering)}${jumps}`;
  return {
    name,
    run({ scale, seed }) {
      return [3, 5].map((forks) => {
        const trials = trialsAt(documentedRuns, scale);
        const draws = seededDraws(seed, `sustained/${name}/${forks}`);
        let counted = 0;
        for (let trial = 0; trial < trials; trial += 1) {
          const planted = Array.from({ length: forks }, () => plantSustained(draws, planting));
          if (sustainedLoad(planted).outcome === outcome) counted += 1;
        }
        const claim = `${name}, 3 of ${forks} forks agreeing`;
        return shareRow({ claim, counted, trials, goal });
      });
    },
  };
}

/**
 * A fork's samples: a cost that rises from end to end, a first hundredth that is up to twice as slow, noise of 1 to 5%
 * that is autocorrelated up to 0.5, wandering that is autocorrelated by 0.99, up to 2% of the samples two to ten times as
 * slow, and jumps from one level to another, each of which lasts a tenth of the fork on average.
 */
function plantSustained({ uniform, autoregressive }: Draws, planting: Planting): number[] {
  const noise = autoregressive(samples, 0.5 * uniform());
  const wander = autoregressive(samples, 0.99);
  const spread = 0.01 + 0.04 * uniform();
  const wanderSpread = planting.wandering * uniform();
  const spikes = 0.02 * uniform();
  const warmUp = uniform();
  const lurching = planting.lurching ?? 0;
  let speed = 1 + lurching * uniform();
  return noise.map((value, index) => {
    if (lurching > 0 && uniform() < 10 / samples) speed = 1 + lurching * uniform();
    const level = 1 + (planting.drift * index) / (samples - 1);
    const warming = index < samples / 100 ? 1 + warmUp : 1;
    const spike = uniform() < spikes ? 2 + 8 * uniform() : 1;
    return (
      100 * level * speed * warming * Math.exp(spread * value + wanderSpread * (wander[index] ?? 0)) * spike
    );
  });
}
