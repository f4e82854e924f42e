/** What a reader must know of figures from several platforms before holding one against the other. */
import type { HeaderRecord } from "@strait/results";
import type { ScenarioAnalysis } from "../verdict/verdict.ts";

/** What should be the same everywhere, in words. */
const expectedAlike: readonly (readonly [what: string, of: (header: HeaderRecord) => unknown])[] = [
  ["profile", ({ run }) => run.profile],
  ["seed", ({ run }) => run.seed],
  ["commit", ({ run }) => run.commit?.id],
  ["machine", ({ environment }) => [environment.cpuModel, environment.cores, environment.kernel]],
  ["add-on", ({ environment }) => environment.addon?.fileHash],
];

/** @param analyses of one scenario, the baseline first */
export function platformNotes(analyses: readonly ScenarioAnalysis[]): string[] {
  const [baseline, ...others] = analyses.map(({ header }) => header);
  if (baseline === undefined) return [];
  const differences = expectedAlike.flatMap(([what, of]) => {
    const isAlike = others.every((header) => JSON.stringify(of(header)) === JSON.stringify(of(baseline)));
    return isAlike ? [] : [what];
  });
  const blind = analyses.flatMap(({ header: { environment } }) => {
    const { runtime, unavailable = [] } = environment;
    if (unavailable.length === 0) return [];
    const list = unavailable.map(({ what, reason }) => `${what} (${reason})`).join("; ");
    return [`Not available on ${runtime.name} ${runtime.version}: ${list}.`];
  });
  return [
    ...(differences.length === 0
      ? []
      : [
          `Not all of these were measured with the same ${differences.join(", ")}: the ratios show that as well.`,
        ]),
    ...blind,
  ];
}
