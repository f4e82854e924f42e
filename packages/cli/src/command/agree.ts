import { resolve } from "node:path";
import { type Agreement, agreement, analyse, type ScenarioAnalysis } from "@strait/analysis";
import { listResultFiles, readResultFile } from "@strait/results";
import { renderAgreement } from "../agreement-table.ts";
import { exitCode } from "../exit-code.ts";
import { UsageError } from "../usage-error.ts";

/** Says whether two folders of results of the same thing say the same, and which figures do not. */
export function agree(one: string, other: string, options: { readonly json?: true }): void {
  const [first, second] = [analysesIn(one), analysesIn(other)];
  const found = agreement(
    first.flatMap(({ summaries }) => summaries),
    second.flatMap(({ summaries }) => summaries),
  );
  if (found.holds === null) {
    throw new UsageError(
      `${resolve(one)} and ${resolve(other)} have no figure with an interval in common; measure the same scenarios twice, in at least three forks`,
    );
  }
  process.stdout.write(
    options.json
      ? `${JSON.stringify(withoutForks(found), null, 2)}\n`
      : `${renderAgreement(found, differencesOf(first, second))}\n`,
  );
  process.exitCode = found.holds ? exitCode.allHold : exitCode.missed;
}

function analysesIn(folder: string): ScenarioAnalysis[] {
  const files = listResultFiles(folder);
  if (files.length === 0) {
    throw new UsageError(`there are no result files in ${resolve(folder)}; give a folder that a run wrote`);
  }
  return files.map((file) => analyse(readResultFile(file)));
}

/** What makes two runs measure different things, in words. */
function differencesOf(one: readonly ScenarioAnalysis[], other: readonly ScenarioAnalysis[]): string[] {
  const compared = {
    profile: ({ run }: ScenarioAnalysis["header"]) => run.profile,
    runtime: ({ environment: { runtime } }: ScenarioAnalysis["header"]) =>
      `${runtime.name} ${runtime.version}`,
    processor: ({ environment }: ScenarioAnalysis["header"]) => environment.cpuModel,
    "add-on": ({ environment }: ScenarioAnalysis["header"]) =>
      environment.addon?.fileHash.slice(0, 12) ?? "none",
  };
  return Object.entries(compared).flatMap(([what, read]) => {
    const differing = one.flatMap(({ header }) => {
      const partner = other.find((candidate) => candidate.header.scenario.name === header.scenario.name);
      return partner !== undefined && read(partner.header) !== read(header)
        ? [`${header.scenario.name}: ${read(header)} and ${read(partner.header)}`]
        : [];
    });
    return differing.length === 0 ? [] : [`The runs differ in their ${what} (${differing[0]}).`];
  });
}

function withoutForks({ pairs, ...totals }: Agreement) {
  const figures = pairs.map(({ one, other, ratio, agrees }) => ({
    scenario: one.scenario,
    case: one.case,
    metric: one.metric.name,
    size: one.size,
    one: { median: one.median, interval: one.interval },
    other: { median: other.median, interval: other.interval },
    ratio,
    agrees,
  }));
  return { ...totals, figures };
}
