/** Did both builds do what they must, in every fork? Nothing statistical: one failure is a failure. */
import type { BuildName, Check } from "@strait/results";

/** What is judged of a fork. */
export type CheckedFork = {
  readonly fork: number;
  readonly error: string | null;
  readonly checks: { readonly [Name in BuildName]: readonly Check[] };
};

const builds: readonly BuildName[] = ["base", "head", "control"];

/** Fails when a check of any build failed or a fork ended with an error, and when there is no fork at all. */
export function judgeBuildChecks(forks: readonly CheckedFork[]): {
  readonly outcome: "holds" | "fails";
  readonly sentence: string;
} {
  const checks = forks.flatMap((fork) =>
    builds.flatMap((build) => fork.checks[build].map((check) => ({ build, check }))),
  );
  const failed = checks.filter(({ check }) => !check.passed);
  const errors = forks.flatMap(({ error }) => (error === null ? [] : [error]));
  const reasons = [
    ...[...Map.groupBy(failed, ({ build, check }) => `${build} ${check.name}`).values()].flatMap(
      ([first, ...others]) =>
        first === undefined
          ? []
          : [
              `Check “${first.check.name}” of the ${first.build} failed ${others.length + 1} times: ${first.check.detail}.`,
            ],
    ),
    ...(errors.length === 0 ? [] : [`${errors.length} of ${forks.length} forks failed: ${errors[0]}`]),
    ...(forks.length === 0 ? ["No fork was measured."] : []),
  ];
  if (reasons.length > 0) return { outcome: "fails", sentence: reasons.join(" ") };
  const names = [...new Set(checks.map(({ check }) => check.name))].join(", ");
  const sentence = `${forks.length} forks completed and all ${checks.length} checks of the builds passed: ${names || "the case makes none"}.`;
  return { outcome: "holds", sentence };
}
