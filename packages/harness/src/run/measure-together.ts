import type { ForkRecord } from "@strait/results";
import { type ForkPlan, type MeasureOptions, type PreparedFork, prepareFork } from "./measure-fork.ts";
import type { ForkStep } from "./measure-forks.ts";

/**
 * Measures some forks at the same time, for a run whose times nobody looks at. Whenever one has ended the next begins, so that
 * no processor waits for the slowest of a group. They are told of in the order of their plans.
 *
 * @param atOnce how many, at least 1
 */
export async function* measureTogether(
  plans: readonly ForkPlan[],
  options: MeasureOptions,
  atOnce: number,
): AsyncGenerator<ForkStep> {
  const begun: PreparedFork[] = [];
  const results = plans.map(() => Promise.withResolvers<ForkRecord | null>());
  let stopped = false;
  const goOn = async (): Promise<void> => {
    while (!stopped && begun.length < plans.length) {
      const [plan, result] = [plans[begun.length], results[begun.length]];
      if (plan === undefined || result === undefined) return;
      const prepared = prepareFork(plan, options);
      begun.push(prepared);
      await prepared.measure();
      await prepared.finish(0).then(result.resolve, result.reject);
    }
  };
  for (const { promise } of results) promise.catch(() => {});
  const lines = Array.from({ length: atOnce }, goOn);
  try {
    for (const [index, plan] of plans.entries()) {
      yield { kind: "fork-started", case: plan.case, fork: plan.fork };
      const record = (await results[index]?.promise) ?? null;
      if (record === null) return yield { kind: "interrupted" };
      yield { kind: "fork-ended", record };
    }
  } finally {
    stopped = true;
    await Promise.all(begun.map((prepared) => prepared.discard()));
    await Promise.all(lines);
  }
}
