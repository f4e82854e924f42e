import type { RecentReadings } from "@strait/probe";
import type { CaseDescription, ForkRecord, HeaderRecord } from "@strait/results";
import type { RunOutcome } from "./outcome.ts";

/** What happens during a run, in order. */
export type RunEvent =
  /** Another run measures into the same folder; `holder` is its process, when it is known. */
  | { readonly kind: "waiting"; readonly holder: number | null; readonly lockFile: string }
  /** `resumed` are the forks that the file holds already, none unless the run is resumed. */
  | {
      readonly kind: "started";
      readonly header: HeaderRecord;
      readonly path: string;
      readonly resumed: readonly ForkRecord[];
    }
  | { readonly kind: "fork-started"; readonly case: CaseDescription; readonly fork: number }
  /** A fork wrote to its standard output or error. */
  | { readonly kind: "output"; readonly text: string }
  /**
   * Resident memory of a fork that measures, about ten times a second and once at its end; never where nothing can read
   * it. What nothing disturbs measures beside others, so that it need not be of the fork that started last.
   */
  | {
      readonly kind: "memory";
      /** Name of the case. */
      readonly case: string;
      readonly fork: number;
      /** Since the event before, with milliseconds since the fork's turn came. */
      readonly reading: RecentReadings;
    }
  | { readonly kind: "fork-ended"; readonly record: ForkRecord }
  | { readonly kind: "ended"; readonly outcome: RunOutcome }
  /** The run cannot begin or go on; `runScenario` throws the reason. */
  | { readonly kind: "failed" };
