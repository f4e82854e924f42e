import type { ForkRecord } from "@strait/results";
import { type ForkPlan, type MeasureOptions, prepareFork } from "./measure-fork.ts";

/** What happens while some forks are measured, in the order of their plans. */
export type ForkStep =
  | { readonly kind: "fork-started"; readonly case: ForkPlan["case"]; readonly fork: number }
  | { readonly kind: "fork-ended"; readonly record: ForkRecord }
  /** The run was stopped; the remaining forks are gone. */
  | { readonly kind: "interrupted" };

/**
 * Measures some forks. They start and load together, which takes most of what a short fork takes, and on as many processors
 * as there are. Then they measure one after the other, each while the others sleep: none begins before all have loaded,
 * and none before the one before it is gone.
 *
 * The time of loading is divided among them.
 */
export async function* measureForks(
  plans: readonly ForkPlan[],
  options: MeasureOptions,
): AsyncGenerator<ForkStep> {
  const begin = performance.now();
  const forks = plans.map((plan) => ({ plan, prepared: prepareFork(plan, options) }));
  try {
    await Promise.all(forks.map(({ prepared }) => prepared.ready));
    const preparation = (performance.now() - begin) / plans.length;
    let measured = forks[0]?.prepared.measure(preparation);
    for (const [index, { plan }] of forks.entries()) {
      yield { kind: "fork-started", case: plan.case, fork: plan.fork };
      const record = (await measured) ?? null;
      if (record === null) return yield { kind: "interrupted" };
      // The next prepares its work, which is not timed, while this one is brought to the disk.
      measured = forks[index + 1]?.prepared.measure(preparation);
      measured?.catch(() => {});
      yield { kind: "fork-ended", record };
    }
  } finally {
    await Promise.all(forks.map(({ prepared }) => prepared.discard()));
  }
}
