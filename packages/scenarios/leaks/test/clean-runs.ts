/**
 * Counts false alarms: runs a soak that does not leak in so many fresh processes, judges each by itself, and prints how
 * many were accused; Ctrl-C judges those that there are. No test, because it takes minutes: `node packages/scenarios/leaks/test/clean-runs.ts [runs] [case]`.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { analyse } from "@strait/analysis";
import { listenForInterrupt, runScenario } from "@strait/harness/run";
import { listResultFiles, readResultFile } from "@strait/results";

const [runs = "200", name = "crossing-soak"] = process.argv.slice(2);
if (runs === "--help" || !(Number(runs) >= 1)) {
  process.stdout.write(
    "Counts false alarms of a leak in clean runs: clean-runs.ts [runs, default 200] [case, default crossing-soak]\n",
  );
  process.exit(runs === "--help" ? 0 : 2);
}

const resultsFolder = mkdtempSync(join(tmpdir(), "strait-clean-runs-"));
const scenario = new URL("../src/scenario.ts", import.meta.url);
const interrupt = listenForInterrupt();
try {
  await runScenario(scenario, {
    profile: "quick",
    resultsFolder,
    only: [name],
    forks: Number(runs),
    signal: interrupt.signal,
  });
  const [path = ""] = listResultFiles(resultsFolder);
  const file = readResultFile(path);
  const outcomes = new Map<string, Record<string, number>>();
  let accused = 0;
  for (const fork of file.forks) {
    const verdicts = analyse({ ...file, forks: [fork] }).verdicts.filter(
      ({ question }) => question === "leak",
    );
    const alarms = verdicts.filter(({ outcome }) => outcome === "fails");
    accused += alarms.length > 0 ? 1 : 0;
    for (const { sentence } of alarms) process.stdout.write(`fork ${fork.fork}: ${sentence}\n`);
    for (const { metric, parameters, outcome } of verdicts) {
      const asked = metric ?? String(parameters["place"]);
      const counts = outcomes.get(asked) ?? {};
      outcomes.set(asked, { ...counts, [outcome]: (counts[outcome] ?? 0) + 1 });
    }
  }
  for (const [asked, counts] of outcomes) process.stdout.write(`${asked}: ${JSON.stringify(counts)}\n`);
  const share = ((100 * accused) / file.forks.length).toFixed(1);
  process.stdout.write(
    `${accused} of ${file.forks.length} clean runs of ${name} were accused of a leak (${share}%)\n`,
  );
} finally {
  interrupt.dispose();
  rmSync(resultsFolder, { recursive: true, force: true });
}
