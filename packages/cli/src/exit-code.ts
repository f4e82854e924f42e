import type { ScenarioAnalysis, Verdict } from "@strait/analysis";

/** What the process says to its caller. */
export const exitCode = { allHold: 0, missed: 1, misuse: 2, cutShort: 3 } as const;

/** Verdicts for which a run fails: checks that did not pass, and missed floors outside of the smoke profile. */
export function failures({ header, verdicts }: ScenarioAnalysis): readonly Verdict[] {
  const timesCount = header.run.profile !== "smoke";
  return verdicts.filter(
    ({ outcome, question, target }) =>
      outcome === "fails" && (question === "checks" || (timesCount && target?.name === "floor")),
  );
}
