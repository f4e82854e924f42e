/**
 * Oracle: counted work, of which it is known how it grows. The scenario's own case `small` is measured by a stopwatch that counts the
 * messages that are made and looked at, so that nothing depends on how busy the machine is.
 */
import { fitScaling, scalingVerdict } from "@strait/analysis";
import type { Stopwatch } from "@strait/harness";
import { PriceTick } from "@strait/native/stress/market_data";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { afterEach, describe, expect, it, vi } from "vitest";
import { twoDecades } from "../src/growth.ts";
import scenario from "../src/scenario.ts";

afterEach(() => vi.restoreAllMocks());

/** Those of the profile smoke. */
const sizes = twoDecades(100);
const forks = 5;
let steps = 0;

/** What a message costs when it is made, beside itself: called with all that are alive before it. */
type Defect = (alive: readonly PriceTick[], made: PriceTick) => void;

/** Plants a defect in the operation that makes a price tick. */
function plant(defect: Defect): void {
  const { create } = PriceTick;
  const { free } = PriceTick.prototype;
  const alive: PriceTick[] = [];
  vi.spyOn(PriceTick, "create").mockImplementation((arena) => {
    const tick = create.call(PriceTick, arena);
    steps += 1;
    defect(alive, tick);
    alive.push(tick);
    return tick;
  });
  vi.spyOn(PriceTick.prototype, "free").mockImplementation(function (this: PriceTick) {
    alive.pop();
    free.call(this);
  });
}

/** The verdict on "Build all" of the case `small`: every fork has the counted work, with 3% of seeded noise. */
function verdictOnBuild() {
  const small = scenario.cases.find(({ name }) => name === "small");
  if (small?.kind !== "phases") throw new Error("small is timed by a stopwatch");
  const [metric] = small.metrics;
  if (metric === undefined) throw new Error("small measures something");
  const counting: Stopwatch = {
    time(operations, work) {
      steps = 0;
      work();
      return { nanosecondsPerOperation: steps / operations, operations };
    },
  };
  const workload = small.start({ profile: "smoke", seed: 1, sink() {}, plot() {}, warn() {}, note() {} });
  const noise = xoroshiro128plus(7);
  const points = sizes.map((size) => {
    const counted = workload.measure(counting, size)[metric.name];
    if (typeof counted !== "object" || !("operations" in counted)) throw new Error("building is timed");
    const { nanosecondsPerOperation } = counted;
    const forkMedians = Array.from(
      { length: forks },
      () => nanosecondsPerOperation * (1 + uniformInt(noise, -30, 30) / 1000),
    );
    return { size, forkMedians };
  });
  workload.close?.();
  const fit = fitScaling(points);
  if ("refusal" in fit) throw new Error(fit.refusal);
  return { fit, verdict: scalingVerdict(scenario.name, small.name, metric, fit, []) };
}

describe("growth that scalability must catch", { timeout: 120_000 }, () => {
  it("is none where nothing is planted", () => {
    plant(() => {});
    const { fit, verdict } = verdictOnBuild();
    expect(verdict.outcome).toBe("holds");
    expect(verdict.sentence).toMatch(/^Build all against Objects: linear \(O\(n\) /);
    expect(fit.knee).toBeNull();
  });

  it("a list that is searched from its beginning for every insert", () => {
    plant((alive, made) => {
      for (const other of alive) {
        steps += 1;
        if (other.handle === made.handle) throw new Error("two messages have one handle");
      }
    });
    const { verdict } = verdictOnBuild();
    expect(verdict.outcome).toBe("fails");
    expect(verdict.sentence).toMatch(
      /^Build all against Objects: quadratic, worse than linear \(O\(n²\) .*\)\. Best fit .*; exponent 2 /,
    );
  });

  it("an extra pass over each message beyond the thousandth", () => {
    plant((alive, made) => {
      if (alive.length < 1_000) return;
      for (let field = 0; field < 3; field += 1) {
        steps += 1;
        made.bidSize = made.bidPrice + field;
      }
    });
    const { fit, verdict } = verdictOnBuild();
    expect(verdict.sentence).toMatch(
      /^Build all against Objects: linear on both sides of a bend\. The cost bends at about 1,000 \(.*\), beyond which each step costs 4\.?\d* times as much\.$/,
    );
    expect(fit.knee?.size).toBeGreaterThan(700);
    expect(fit.knee?.size).toBeLessThan(1_400);
    expect(fit.knee?.factor).toBeGreaterThan(3);
    expect(fit.knee?.factor).toBeLessThan(5);
  });
});
