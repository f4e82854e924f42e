import type { Check, DuetSeries } from "@strait/results";
import { HarnessError } from "../../error.ts";
import type { Aftermath, CaseContext } from "../../scenario/context.ts";
import type { Case } from "../../scenario/scenario.ts";
import { createStopwatch } from "../stopwatch.ts";
import { type ByBuild, buildNames, forEachBuild } from "./by-build.ts";
import { duetBatches } from "./duet-batches.ts";
import { duetCounts } from "./duet-counts.ts";
import { duetPhases } from "./duet-phases.ts";
import type { RoundOptions } from "./rounds.ts";

/** The same case of all builds, started. */
export type StartedDuet = {
  /** @param metrics names of those that all builds have */
  measure(metrics: readonly string[]): DuetSeries[] | Promise<DuetSeries[]>;
  verify(): ByBuild<readonly Check[]>;
  close(): void;
};

/**
 * Starts a case in every build.
 *
 * @param inTurn runs an action for each build, in the order in which they are to start
 * @throws HarnessError when the builds define it as cases of different kinds
 */
export function startDuet(
  cases: ByBuild<Case>,
  contexts: ByBuild<CaseContext>,
  inTurn: <Value>(action: (build: keyof ByBuild<Case>) => Value) => ByBuild<Value>,
  options: RoundOptions,
): StartedDuet {
  const batch = ofKind(cases, "batch");
  if (batch !== null) {
    const workloads = inTurn((build) => batch[build].start(contexts[build]));
    const players = forEachBuild((build) => ({
      definition: batch[build],
      workload: workloads[build],
      sink: contexts[build].sink,
    }));
    return { ...aftermath(workloads), measure: () => duetBatches(players, options) };
  }
  const phases = ofKind(cases, "phases");
  if (phases !== null) {
    const workloads = inTurn((build) => phases[build].start(contexts[build]));
    const players = forEachBuild((build) => ({
      definition: phases[build],
      workload: workloads[build],
      stopwatch: createStopwatch(options.clock, contexts[build].sink),
    }));
    return { ...aftermath(workloads), measure: (metrics) => duetPhases(players, metrics, options) };
  }
  const counts = ofKind(cases, "count");
  if (counts !== null) {
    const workloads = inTurn((build) => counts[build].start(contexts[build]));
    const players = forEachBuild((build) => ({
      definition: counts[build],
      workload: workloads[build],
      sink: contexts[build].sink,
    }));
    return { ...aftermath(workloads), measure: (metrics) => duetCounts(players, metrics) };
  }
  throw new HarnessError(
    `Case "${cases.base.name}" is a ${cases.base.kind} case in the base and a ${cases.head.kind} case in the head`,
    "compare builds between which its kind did not change",
  );
}

function ofKind<Kind extends Case["kind"]>(
  cases: ByBuild<Case>,
  kind: Kind,
): ByBuild<Extract<Case, { readonly kind: Kind }>> | null {
  const { base, head, control } = cases;
  return isOfKind(base, kind) && isOfKind(head, kind) && isOfKind(control, kind)
    ? { base, head, control }
    : null;
}

function isOfKind<Kind extends Case["kind"]>(
  one: Case,
  kind: Kind,
): one is Extract<Case, { readonly kind: Kind }> {
  return one.kind === kind;
}

function aftermath(workloads: ByBuild<Aftermath>): Pick<StartedDuet, "verify" | "close"> {
  return {
    verify: () => forEachBuild((build) => workloads[build].verify?.() ?? []),
    close() {
      for (const build of buildNames) workloads[build].close?.();
    },
  };
}
