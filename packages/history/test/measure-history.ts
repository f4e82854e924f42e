/**
 * Measures what a history of 100,000 points costs, in CPU time of this process, which neighbours on the machine disturb
 * less than the clock.
 * Run: node packages/history/test/measure-history.ts
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { attributeChanges, History, type Measurement, type Point, type Series } from "../src/index.ts";

const folder = mkdtempSync(join(tmpdir(), "strait-history-"));
const file = join(folder, "history.duckdb");

/** So many series of so many runs each, with a change of 10% in the middle of 2% noise. */
function planted(series: number, runs: number): Measurement[] {
  return Array.from({ length: series * runs }, (_, index): Measurement => {
    const [one, run] = [Math.floor(index / runs), index % runs];
    return {
      key: {
        scenario: `${series} series`,
        case: `case-${one}`,
        metric: "read",
        size: null,
        branch: "main",
        machine: "0123abcd",
        runtime: "node 26",
      },
      unit: "nanoseconds/operation",
      better: "lower",
      run: `run-${run}`,
      commit: `commit-${run}`,
      dirty: false,
      at: 1_700_000_000_000 + 60_000 * run,
      value: (run < runs / 2 ? 100 : 110) * (1 + (((index * 7919) % 101) - 50) / 2500),
      low: null,
      high: null,
    };
  });
}

async function timed<Value>(what: string, action: () => Promise<Value> | Value): Promise<Value> {
  const [clock, before] = [performance.now(), process.cpuUsage()];
  const value = await action();
  const { user, system } = process.cpuUsage(before);
  const elapsed = Math.round(performance.now() - clock);
  console.log(`${what}: ${Math.round((user + system) / 1000)} ms of CPU, ${elapsed} ms by the clock`);
  return value;
}

function countChanges(series: readonly Series[], points: ReadonlyMap<number, readonly Point[]>): number {
  return series.reduce((sum, one) => sum + attributeChanges(one, points.get(one.id) ?? []).changes.length, 0);
}

try {
  for (const [series, runs] of [
    [100, 1000],
    [1, 100_000],
  ] as const) {
    const measurements = planted(series, runs);
    console.log(`${series} series of ${runs} points`);
    {
      using history = await History.open(file, "write");
      await timed("  add", () => history.add(measurements));
      await timed("  add again", () => history.add(measurements));
    }
    using history = await History.open(file, "read");
    const listed = (await history.series()).filter(({ scenario }) => scenario === `${series} series`);
    const points = await timed("  read", () => history.points());
    const changes = await timed("  analyse", () => countChanges(listed, points));
    console.log(`  ${changes} changes found; the file has ${Math.round(statSync(file).size / 1024)} KiB`);
    if (changes !== series) throw new Error(`${series} changes were planted`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
