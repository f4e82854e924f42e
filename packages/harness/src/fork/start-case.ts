import type { Check, LedgerReadings, Series } from "@strait/results";
import type { Profile } from "../profile.ts";
import type { Aftermath, CaseContext } from "../scenario/context.ts";
import type { CountCase } from "../scenario/count-case.ts";
import type { Case } from "../scenario/scenario.ts";
import { measureBatch, warmBatch } from "./measure-batch.ts";
import { measurePhases } from "./measure-phases.ts";
import { measureSustained, warmLoad } from "./measure-sustained.ts";
import type { PaceMeter } from "./observe/pace.ts";
import { createWaitMeter } from "./observe/run-queue.ts";
import { withAllocations } from "./phase-allocations.ts";
import { createStopwatch } from "./stopwatch.ts";
import { warmRounds } from "./warm-rounds.ts";

/** A case of any kind, started. */
export type StartedCase = {
  /** What goes before the first sample, so that it is not of code that is still to be compiled. */
  warmUp(): void;
  /** Only counts may be a promise. */
  measure(): Series[] | Promise<Series[]>;
  verify(): readonly Check[];
  ledgers(): readonly LedgerReadings[];
  close(): void;
};

export function startCase(
  definition: Case,
  profile: Profile,
  context: CaseContext,
  pace: PaceMeter | null = null,
): StartedCase {
  switch (definition.kind) {
    case "batch": {
      const workload = definition.start(context);
      const batch = (): void => context.sink(workload.batch());
      return {
        ...aftermath(workload),
        warmUp: () => warmBatch(batch, profile),
        measure: () => measureBatch(definition, workload, batch, profile, context, pace),
      };
    }
    case "phases": {
      const workload = definition.start(context);
      const clock = process.hrtime.bigint;
      // Of the processors of worker threads this thread's pace says nothing.
      const ownPace = definition.workers === undefined ? pace : null;
      const stopwatch = createStopwatch(clock, context.sink, createWaitMeter(), ownPace);
      const promised = definition.minimumRounds?.[context.profile] ?? 0;
      const minimumRounds = Math.max(profile.minimumRounds, promised);
      const options = {
        profile: { ...profile, minimumRounds },
        seed: context.seed,
        stopwatch,
        clock,
        pace: ownPace,
        sink: context.sink,
      };
      return {
        ...aftermath(workload),
        warmUp() {
          workload.warmUp?.();
          warmRounds(definition, workload, profile, stopwatch, clock);
        },
        measure() {
          const series = measurePhases(definition, workload, options);
          return profile.countsObjects ? withAllocations(series, workload, context.sink) : series;
        },
      };
    }
    case "sustained": {
      const workload = definition.start(context);
      const options = { profile, context, clock: process.hrtime.bigint };
      let read: readonly LedgerReadings[] = [];
      return {
        ...aftermath(workload),
        warmUp: () => warmLoad(definition, workload, options),
        async measure() {
          const { series, ledgers } = await measureSustained(definition, workload, options);
          read = ledgers;
          return series;
        },
        ledgers: () => [...(workload.ledgers?.() ?? []), ...read],
      };
    }
    case "count": {
      const workload = definition.start(context);
      return {
        ...aftermath(workload),
        warmUp() {},
        measure: () => measureCounts(definition, workload, context),
      };
    }
  }
}

function aftermath(workload: Aftermath): Omit<StartedCase, "warmUp" | "measure"> {
  return {
    verify: () => workload.verify?.() ?? [],
    ledgers: () => workload.ledgers?.() ?? [],
    close: () => workload.close?.(),
  };
}

async function measureCounts(
  definition: CountCase,
  workload: ReturnType<CountCase["start"]>,
  context: CaseContext,
): Promise<Series[]> {
  const counts = await workload.count();
  return definition.metrics.map(({ name }) => {
    const value = counts[name];
    if (value === undefined || !Number.isFinite(value) || value < 0) {
      throw new Error(
        `count() must give a number that is not negative for metric "${name}", and gave ${value}`,
      );
    }
    context.sink(value);
    return {
      metric: name,
      size: null,
      sampler: "count",
      operationsPerSample: 1,
      samples: [value],
      emptyBatch: null,
      disturbed: null,
      allocation: null,
    };
  });
}
