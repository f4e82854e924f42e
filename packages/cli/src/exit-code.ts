import type { DuetAnalysis, ScenarioAnalysis, Verdict } from "@strait/analysis";
import type { CalibrationRow } from "@strait/analysis/calibration";
import type { Row } from "@strait/goals";
import type { ProfileName } from "@strait/harness/run";

/** What the process says to its caller. */
export const exitCode = { allHold: 0, missed: 1, misuse: 2, cutShort: 3 } as const;

/**
 * Verdicts for which a run fails: checks that did not pass and leaks that a ledger counts; outside of the smoke profile also
 * missed floors and leaks that are measured.
 */
export function failures({ header, verdicts }: ScenarioAnalysis): readonly Verdict[] {
  const timesCount = header.run.profile !== "smoke";
  return verdicts.filter(
    ({ outcome, question, target, metric }) =>
      outcome === "fails" &&
      (question === "checks" ||
        (question === "leak" && metric === null) ||
        (timesCount && (target?.name === "floor" || question === "leak"))),
  );
}

/** Floors that a busy machine left undecided: the run shows nothing about them. */
export function disturbed({ header, verdicts }: ScenarioAnalysis): readonly Verdict[] {
  if (header.run.profile === "smoke") return [];
  return verdicts.filter(
    ({ outcome, target, parameters }) =>
      outcome === "undecided" && target?.name === "floor" && "disturbedShare" in parameters,
  );
}

/**
 * What a run of the goals ends with: 1 when one is missed, for the smoke profile only when one that is counted. What is
 * undecided or not available fails nothing, as in every other command.
 */
export function goalsExitCode(rows: readonly Row[], profile: ProfileName, measured: 0 | 1 | 3): 0 | 1 | 3 {
  if (measured !== exitCode.allHold) return measured;
  const counts = ({ goal }: Row) => profile !== "smoke" || goal.case === "conformance";
  return rows.some((row) => row.outcome === "missed" && counts(row)) ? exitCode.missed : exitCode.allHold;
}

/** What a calibration ends with: 1 when a goal is failed. What is undecided fails nothing, as in every other command. */
export function calibrationExitCode(rows: readonly CalibrationRow[]): 0 | 1 {
  return rows.some(({ outcome }) => outcome === "fails") ? exitCode.missed : exitCode.allHold;
}

/** What a comparison ends with: 1 when something got slower, counts more, or fails a check. What is undecided fails nothing. */
export function duetExitCode({ changes, checks }: DuetAnalysis): 0 | 1 {
  const worse = changes.some(({ outcome }) => outcome === "slower" || outcome === "more");
  return worse || checks.some(({ outcome }) => outcome === "fails") ? exitCode.missed : exitCode.allHold;
}
