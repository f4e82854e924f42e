import type { Check } from "@strait/results";
import type { CaseContext } from "./context.ts";
import type { Stopwatch } from "./phase-case.ts";
import type { Case } from "./scenario.ts";

/** What one pass through a case came to. */
export type Pass = {
  /** Names of the metrics that it gave, in alphabetical order, for every size that was visited. */
  readonly metrics: readonly (readonly string[])[];
  readonly checks: readonly Check[];
};

/** A stopwatch that sees to it that the work returns something. */
const withoutClock: Stopwatch = {
  time(operations, work) {
    if (Number.isNaN(work())) throw new Error("the work returned no number");
    return { nanosecondsPerOperation: 1, operations };
  },
};

/**
 * Does the work of a case once, in this process and without a clock, and verifies it: for the tests of a scenario, whose
 * oracle are the checks that its cases bring themselves.
 *
 * @param options.sizes how many sizes of a sweep are visited, smallest first; all when not given
 * @throws whatever the case throws; Error when its work returns no number
 * @example runOnce(readPrice).checks.every(({ passed }) => passed)
 */
export function runOnce(one: Case, { sizes }: { readonly sizes?: number } = {}): Pass {
  const context: CaseContext = { profile: "smoke", seed: 1, sink() {}, plot() {}, warn() {} };
  const { metrics, verify } = begin(one, context, sizes);
  return { metrics, checks: verify() };
}

function begin(one: Case, context: CaseContext, sizes: number | undefined) {
  const names = (values: object) => Object.keys(values).sort();
  if (one.kind === "phases") {
    const workload = one.start(context);
    const visited = one.sizes?.slice(0, sizes) ?? [0];
    const metrics = visited.map((size) => names(workload.measure(withoutClock, size)));
    return { metrics, verify: () => workload.verify?.() ?? [] };
  }
  if (one.kind === "count") {
    const workload = one.start(context);
    return { metrics: [names(workload.count())], verify: () => workload.verify?.() ?? [] };
  }
  const workload = one.start(context);
  withoutClock.time(1, () => workload.batch());
  return { metrics: [one.metrics.map(({ name }) => name).sort()], verify: () => workload.verify?.() ?? [] };
}
