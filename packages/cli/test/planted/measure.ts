/**
 * How well a duet finds a slowdown that was planted, and how rarely one that was not:
 *
 *     node packages/cli/test/planted/measure.ts [duets] [percent ...]
 *
 * For every per cent (0, 3, 5 and 10 when none is given; 0 compares an add-on with a copy of itself) it makes so many duets
 * (4 when not given) of ten forks, and judges each alone. A case that has two metrics in which it was planted counts twice.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { type BuildChange, forkFigures, type JudgedChange, judgeChanges, median } from "@strait/analysis";
import { runDuet } from "@strait/harness/run";
import type { DuetForkRecord, Metric } from "@strait/results";
import { buildPlanted } from "./build.ts";

const forksPerDuet = 10;
const module = join(import.meta.dirname, "scenario.ts");
const [duets = 4, ...percents] = process.argv.slice(2).map(Number);

/** In which of them something is planted. */
const planted = ["churn/call", "parts/planted"];

for (const percent of percents.length > 0 ? percents : [0, 3, 5, 10]) {
  const verdicts = await compare(buildPlanted(0), buildPlanted(percent));
  report(
    `+${percent}%`,
    verdicts.filter(({ name }) => planted.includes(name)),
  );
  // What nobody slowed down, and the base against its second copy.
  report(
    `+${percent}%, not planted`,
    verdicts.filter(({ name }) => !planted.includes(name)),
  );
}

type Named = { readonly name: string; readonly judged: JudgedChange; readonly spread: number };

async function compare(base: string, head: string): Promise<Named[]> {
  const resultsFolder = mkdtempSync(join(tmpdir(), "strait-planted-"));
  try {
    const { forks, writer, header } = await runDuet(
      {
        base: { label: base, commit: null },
        head: { label: head, commit: null },
        scenarios: [{ base: { module, addon: base }, head: { module, addon: head } }],
      },
      { profile: "quick", resultsFolder, forks: forksPerDuet * duets, only: ["churn", "parts"] },
    );
    writer.close();
    return header.scenarios.flatMap(({ cases }) =>
      cases.flatMap(({ name, metrics }) =>
        metrics
          .filter(({ unit }) => unit === "nanoseconds/operation")
          .flatMap((metric) => judgeBlocks(name, metric, forks)),
      ),
    );
  } finally {
    rmSync(resultsFolder, { recursive: true, force: true });
  }
}

/** Ten forks after another are a duet, whose head is judged, and then its control as if it were a head. */
function judgeBlocks(name: string, metric: Metric, forks: readonly DuetForkRecord[]): Named[] {
  const own = forks.filter((fork) => fork.case === name);
  return Array.from({ length: duets }, (_, duet) => {
    const block = own.slice(forksPerDuet * duet, forksPerDuet * (duet + 1));
    const figures = forkFigures(block, metric.name);
    const change: BuildChange = { metric, forks: figures, emptyBatch: null };
    const control = figures.map((fork) => ({ ...fork, head: fork.control, control: fork.head }));
    return [
      judge(`${name}/${metric.name}`, change),
      judge(`${name}/${metric.name} again`, {
        ...change,
        forks: control.map((fork) => ({ ...fork, control: 0 })),
      }),
    ];
  }).flat();
}

function judge(name: string, change: BuildChange): Named {
  const [judged] = judgeChanges([change]);
  if (judged === undefined) throw new Error("nothing was judged");
  const logs = change.forks.flatMap(({ head }) => (head === null ? [] : [head]));
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const spread = Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / (logs.length - 1));
  return { name, judged, spread };
}

function report(what: string, verdicts: readonly Named[]): void {
  const count = (outcome: string) => verdicts.filter(({ judged }) => judged.outcome === outcome).length;
  const middle = (values: readonly number[]) => (values.length === 0 ? Number.NaN : median(values));
  const ratio = middle(verdicts.flatMap(({ judged }) => judged.ratio ?? []));
  const halfWidth = middle(
    verdicts.flatMap(({ judged: { interval } }) =>
      interval === null ? [] : [(interval.high - interval.low) / 2],
    ),
  );
  const furthest = Math.max(...verdicts.map(({ judged }) => Math.abs((judged.ratio ?? 1) - 1)));
  const percent = (share: number) => `${(100 * share).toFixed(2)}%`;
  const counted = ["slower", "faster", "same", "undecided"].map((outcome) => `${outcome} ${count(outcome)}`);
  const load = loadavg().map((value) => value.toFixed(1));
  process.stdout.write(
    `${what}: ${verdicts.length} verdicts: ${counted.join(", ")}; median change ${percent(ratio - 1)}, furthest ${percent(furthest)}, half of the interval ${percent(halfWidth)}, forks vary by ${percent(middle(verdicts.map(({ spread }) => spread)))}; load ${load.join(" ")}\n`,
  );
}
