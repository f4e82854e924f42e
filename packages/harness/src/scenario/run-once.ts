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
 * Does the work of a case once, in this process and without a clock, verifies it and closes it: for the tests of a scenario, whose
 * oracle are the checks that its cases bring themselves.
 *
 * @param options.sizes how many sizes of a sweep are visited, smallest first; all when not given
 * @throws whatever the case throws; Error when its work returns no number
 * @example runOnce(readPrice).checks.every(({ passed }) => passed)
 */
export function runOnce(one: Case, { sizes }: { readonly sizes?: number } = {}): Pass {
  const { workload, work } = begin(one, sizes);
  try {
    const metrics = work();
    return { metrics, checks: workload.verify?.() ?? [] };
  } finally {
    workload.close?.();
  }
}

/**
 * As {@link runOnce}, for a case that counts over turns of the event loop.
 *
 * @example (await runOnceInTurns(finalizers)).checks.every(({ passed }) => passed)
 */
export async function runOnceInTurns(one: CountCase): Promise<Pass> {
  const workload = one.start(context);
  try {
    const metrics = [names(await workload.count())];
    return { metrics, checks: workload.verify?.() ?? [] };
  } finally {
    workload.close?.();
  }
}

const context: CaseContext = { profile: "smoke", seed: 1, sink() {}, plot() {}, warn() {}, note() {} };

const names = (values: object) => Object.keys(values).sort();

function begin(one: Case, sizes: number | undefined) {
  if (one.kind === "phases") {
    const workload = one.start(context);
    const visited = one.sizes?.slice(0, sizes) ?? [0];
    const work = () => visited.map((size) => names(workload.measure(withoutClock, size)));
    return { workload, work };
  }
  if (one.kind === "count") {
    const workload = one.start(context);
    const work = () => {
      const counts = workload.count();
      if (counts instanceof Promise)
        throw new Error(`case "${one.name}" counts over turns of the event loop; use runOnceInTurns`);
      return [names(counts)];
    };
    return { workload, work };
  }
  const workload = one.start(context);
  const work = () => {
    withoutClock.time(1, () => workload.batch());
    return [one.metrics.map(({ name }) => name).sort()];
  };
  return { workload, work };
}
