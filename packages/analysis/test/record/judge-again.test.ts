/** Oracle: the verdicts that were recorded, drawn again from the file alone; a changed input must change what comes out. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readVerdicts, type VerdictRecord, writeVerdicts } from "@strait/results";
import { describe, expect, it, onTestFinished } from "vitest";
import { analyse, judgeAgain, recordVerdicts } from "../../src/index.ts";
import {
  plantCase,
  plantFile,
  plantFork,
  plantSeries,
  rateTarget,
  sizedMetric,
  timeMetric,
} from "../planted-file.ts";

const sizes = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000];

/** A case that meets its target, one that misses it, one that fails a check, and one that grows linearly. */
function recorded(): readonly VerdictRecord[] {
  const metrics = [timeMetric, sizedMetric];
  const cases = ["meets", "misses", "leaks"].map((name) => plantCase([timeMetric], name));
  const forks = [0, 1, 2, 3, 4].flatMap((fork) => [
    plantFork(fork, { case: "meets", series: [plantSeries([80 + fork])] }),
    plantFork(fork, { case: "misses", series: [plantSeries([120 + fork])] }),
    plantFork(fork, {
      case: "leaks",
      series: [plantSeries([100 + (fork % 2)])],
      checks: [{ name: "ledger", passed: fork !== 3, detail: "one left" }],
    }),
    plantFork(fork, {
      case: "grows",
      series: sizes.map((size) => plantSeries([size * (3 + fork / 100)], { metric: sizedMetric.name, size })),
    }),
  ]);
  const file = plantFile([...cases, plantCase([metrics[1] ?? sizedMetric], "grows")], forks);
  const folder = mkdtempSync(join(tmpdir(), "strait-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = writeVerdicts(
    join(folder, "planted.linux.jsonl"),
    file.header,
    recordVerdicts(file, analyse(file)),
  );
  return readVerdicts(path).verdicts;
}

const outcomes = (records: readonly VerdictRecord[]) => judgeAgain(records).map(({ outcome }) => outcome);

describe("verdicts of a run", () => {
  it("come out of their file as they were recorded, whichever of them it is", () => {
    const records = recorded();
    expect(new Set(records.map(({ question }) => question))).toEqual(
      new Set(["checks", "target", "scaling"]),
    );
    expect(new Set(records.map(({ outcome }) => outcome))).toEqual(new Set(["holds", "fails", "undecided"]));
    expect(outcomes(records)).toEqual(records.map(({ outcome }) => outcome));
    expect(records.find(({ question }) => question === "scaling")?.seed).toBe(7);
  });

  it("come out otherwise when an input or a target is another", () => {
    const records = recorded();
    const changed = records.map((record): VerdictRecord => {
      const { inputs, target } = record;
      if (inputs.kind === "forks") {
        const forks = inputs.forks.map((fork) => ({
          ...fork,
          checks: [{ name: "ledger", passed: record.outcome === "fails", detail: "" }],
        }));
        return { ...record, inputs: { ...inputs, forks } };
      }
      if (inputs.kind === "fork-medians" && target === null) {
        const grown = inputs.sizes.map((one) => ({
          ...one,
          forkMedians: one.forkMedians.map((cost) => cost * (one.size ?? 1)),
        }));
        return { ...record, inputs: { ...inputs, sizes: grown } };
      }
      // A million times the rate that was asked for, or a millionth of it.
      const value = rateTarget.value * (record.outcome === "holds" ? 1e6 : 1e-6);
      return { ...record, target: target === null ? null : { ...target, value } };
    });
    outcomes(changed).forEach((outcome, index) => {
      expect([index, outcome]).not.toEqual([index, records[index]?.outcome]);
    });
  });

  it("are refused when they do not say what they were drawn from", () => {
    const [record] = recorded();
    if (record === undefined) throw new Error("nothing was recorded");
    expect(() => judgeAgain([{ ...record, question: "scaling" }])).toThrow(
      'the verdict on planted/meets ("scaling") does not say what it was drawn from',
    );
  });
});
