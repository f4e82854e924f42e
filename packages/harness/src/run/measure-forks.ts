import { type ForkRecord, isUndisturbed } from "@strait/results";
import { type ForkPlan, type MeasureOptions, type PreparedFork, prepareFork } from "./measure-fork.ts";

/** What happens while some forks are measured, in the order of their plans. */
export type ForkStep =
  | { readonly kind: "fork-started"; readonly case: ForkPlan["case"]; readonly fork: number }
  | { readonly kind: "fork-ended"; readonly record: ForkRecord }
  /** The run was stopped; the remaining forks are gone. */
  | { readonly kind: "interrupted" };

type PlannedFork = { readonly plan: ForkPlan; readonly prepared: PreparedFork };

/** Milliseconds of measuring that are not put at risk: what took longer ends, and is recorded, before the next measures. */
const worthKeeping = 1000;

/**
 * Measures forks, a group at a time, until there is none to measure. Those of a group load, start their cases and warm up
 * first, several of them at a time. Then they measure one after the other, each while the others sleep: none begins before
 * all are ready. Then they verify and end, all of them at a time, while the next group loads. Loading and ending take most of
 * what a short fork takes. What measures the same whatever the machine does has measured when it is ready.
 *
 * The time of preparing is divided among those of a group that wait for their turn.
 *
 * @param nextPlans the next group, from the forks that have measured and have not ended yet
 * @param atOnce how many prepare at the same time, at least 1
 */
export async function* measureForks(
  nextPlans: (underway: readonly ForkPlan[]) => readonly ForkPlan[],
  options: MeasureOptions,
  atOnce: number,
): AsyncGenerator<ForkStep> {
  const isStopped = (): boolean => options.signal?.aborted === true;
  let group: PlannedFork[] = [];
  let preparation = 0;
  const finish = ({ plan, prepared }: PlannedFork): Promise<ForkRecord | null> =>
    prepared.finish(isUndisturbed(plan.case) ? 0 : preparation);
  let preparing: Promise<void> = Promise.resolve();
  let isOver = false;
  try {
    for (;;) {
      const before = group;
      const plans = nextPlans(before.map(({ plan }) => plan));
      if (plans.length === 0 && before.length === 0) return;
      const records = before.map(finish);
      // The first that cannot be had ends all of this; nobody asks for the others then.
      for (const record of records) record.catch(() => {});
      group = [];
      const begin = performance.now();
      preparing = prepareAll(plans, options, atOnce, group, () => isOver || isStopped());
      for (const record of records) yield ended(await record);
      await preparing;
      preparation = (performance.now() - begin) / plans.length;
      for (const one of group.slice()) {
        if (isStopped()) break;
        const { plan, prepared } = one;
        yield { kind: "fork-started", case: plan.case, fork: plan.fork };
        const turn = performance.now();
        await prepared.measure();
        if (isStopped() || performance.now() - turn < worthKeeping) continue;
        yield ended(await finish(one));
        group = group.filter((other) => other !== one);
      }
      if (isStopped()) {
        // Those that have measured have a record, and the others have been killed.
        for (const one of group) {
          const record = await finish(one);
          if (record !== null) yield { kind: "fork-ended", record };
        }
        return yield { kind: "interrupted" };
      }
    }
  } finally {
    isOver = true;
    await Promise.all(group.map(({ prepared }) => prepared.discard()));
    await preparing;
  }
}

function ended(record: ForkRecord | null): ForkStep {
  return record === null ? { kind: "interrupted" } : { kind: "fork-ended", record };
}

/**
 * Begins forks, so many at a time, and puts them into `group` as they begin, until it is over. Resolved when none of them has to
 * do anything.
 */
async function prepareAll(
  plans: readonly ForkPlan[],
  options: MeasureOptions,
  atOnce: number,
  group: PlannedFork[],
  isOver: () => boolean,
): Promise<void> {
  const prepareInTurn = async (): Promise<void> => {
    while (!isOver()) {
      const plan = plans[group.length];
      if (plan === undefined) return;
      const prepared = prepareFork(plan, options);
      group.push({ plan, prepared });
      await (isUndisturbed(plan.case) ? prepared.measure() : prepared.ready);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, prepareInTurn));
}
