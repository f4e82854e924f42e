import type { ForkRecord } from "@strait/results";
import { type ForkPlan, type MeasureOptions, type PreparedFork, prepareFork } from "./measure-fork.ts";

/** What happens while some forks are measured, in the order of their plans. */
export type ForkStep =
  | { readonly kind: "fork-started"; readonly case: ForkPlan["case"]; readonly fork: number }
  | { readonly kind: "fork-ended"; readonly record: ForkRecord }
  /** The run was stopped; the remaining forks are gone. */
  | { readonly kind: "interrupted" };

/**
 * Measures some forks. They load, start their cases and warm up first, which takes most of what a short fork takes, several
 * of them at a time. Then they measure one after the other, each while the others sleep: none begins before all are ready,
 * and none before the one before it is gone.
 *
 * The time of preparing is divided among them.
 *
 * @param atOnce how many prepare at the same time, at least 1
 */
export async function* measureForks(
  plans: readonly ForkPlan[],
  options: MeasureOptions,
  atOnce: number,
): AsyncGenerator<ForkStep> {
  const begin = performance.now();
  const forks: { readonly plan: ForkPlan; readonly prepared: PreparedFork }[] = [];
  const prepareInTurn = async (): Promise<void> => {
    for (let plan = plans[forks.length]; plan !== undefined; plan = plans[forks.length]) {
      const prepared = prepareFork(plan, options);
      forks.push({ plan, prepared });
      await prepared.ready;
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, prepareInTurn));
    const preparation = (performance.now() - begin) / plans.length;
    for (const { plan, prepared } of forks) {
      yield { kind: "fork-started", case: plan.case, fork: plan.fork };
      const record = await prepared.measure(preparation);
      if (record === null) return yield { kind: "interrupted" };
      // Whoever asks for the next step has brought this one to the disk, which must not fall into the next one's samples.
      yield { kind: "fork-ended", record };
    }
  } finally {
    await Promise.all(forks.map(({ prepared }) => prepared.discard()));
  }
}
