import type { Check } from "@strait/results";
import type { CaseContext } from "./context.ts";
import type { CountCase } from "./count-case.ts";
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
  if (one.kind === "count") {
    const workload = one.start(context);
    const counts = workload.count();
    if (counts instanceof Promise)
      throw new Error(`case "${one.name}" counts over turns of the event loop; use runOnceInTurns`);
    return { metrics: [names(counts)], checks: workload.verify?.() ?? [] };
  }
  const { metrics, verify } = begin(one, sizes);
  return { metrics, checks: verify() };
}

/**
 * As {@link runOnce}, for a case that counts over turns of the event loop.
 *
 * @example (await runOnceInTurns(finalizers)).checks.every(({ passed }) => passed)
 */
export async function runOnceInTurns(one: CountCase): Promise<Pass> {
  const workload = one.start(context);
  const metrics = [names(await workload.count())];
  return { metrics, checks: workload.verify?.() ?? [] };
}

const context: CaseContext = { profile: "smoke", seed: 1, sink() {}, plot() {}, warn() {} };

const names = (values: object) => Object.keys(values).sort();

function begin(one: Exclude<Case, CountCase>, sizes: number | undefined) {
  if (one.kind === "phases") {
    const workload = one.start(context);
    const visited = one.sizes?.slice(0, sizes) ?? [0];
    const metrics = visited.map((size) => names(workload.measure(withoutClock, size)));
    return { metrics, verify: () => workload.verify?.() ?? [] };
  }
  const workload = one.start(context);
  withoutClock.time(1, () => workload.batch());
  return { metrics: [one.metrics.map(({ name }) => name).sort()], verify: () => workload.verify?.() ?? [] };
}
