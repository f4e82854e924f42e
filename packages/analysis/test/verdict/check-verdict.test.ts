import type { Check } from "@strait/results";
import { expect, test } from "vitest";
import { analyse, checkVerdict } from "../../src/index.ts";
import { plantCosts, plantFork, timeMetric } from "../planted-file.ts";

const passed: Check = { name: "the ledger is at zero", passed: true, detail: "0 live messages" };
const failed: Check = { ...passed, passed: false, detail: "1 live message of strait.stress.v1.Wide" };
const judge = (...forks: Parameters<typeof plantFork>[1][]) =>
  checkVerdict(
    "planted",
    "first",
    forks.map((parts, fork) => plantFork(fork, parts)),
  );

test("holds when every check of every fork passed", () => {
  expect(judge({ checks: [passed] }, { checks: [passed] })).toMatchObject({
    question: "checks",
    metric: null,
    outcome: "holds",
    sentence: "2 forks completed and all 2 checks passed: the ledger is at zero (0 live messages).",
    wouldDecide: null,
  });
  const other = { ...passed, detail: "nothing lives" };
  expect(judge({ checks: [passed] }, { checks: [other] }).sentence).toContain(
    "passed: the ledger is at zero.",
  );
  expect(judge({})).toMatchObject({
    outcome: "holds",
    sentence: "1 fork completed without an error; the case makes no checks.",
  });
});

test("fails when one check failed in one fork, and gives its detail", () => {
  expect(judge({ checks: [passed] }, { checks: [passed, failed] })).toMatchObject({
    outcome: "fails",
    sentence:
      "Check “the ledger is at zero” failed once in 2 forks: 1 live message of strait.stress.v1.Wide.",
    parameters: { forks: 2, completed: 2, checks: 3, failed: 1 },
  });
  expect(judge({ checks: [failed] }, { checks: [failed] }).sentence).toContain("failed 2 times in 2 forks");
});

test("fails when a fork ended with an error, and says which and why", () => {
  const verdict = judge(
    { checks: [passed] },
    { error: "Segmentation fault" },
    { error: "Segmentation fault" },
  );
  expect(verdict).toMatchObject({
    outcome: "fails",
    sentence: "Forks 1, 2 of 3 failed: Segmentation fault.",
  });
});

test("fails when no fork completed, whether none ran or all failed", () => {
  expect(judge()).toMatchObject({ outcome: "fails", sentence: "No fork completed." });
  expect(judge({ error: "Out of memory!" })).toMatchObject({
    outcome: "fails",
    sentence: "Fork 0 of 1 failed: Out of memory! No fork completed.",
  });
});

test("carries the warnings of its forks, counted", () => {
  const warning = "This platform does not tell the run-queue wait.";
  expect(judge({ warnings: [warning, warning] }, { warnings: [warning] }, {}).warnings).toEqual([
    `${warning} (2 of 3 forks)`,
  ]);
});

test("is undecided when a cost is that of an empty batch: nothing proves that there was any work", () => {
  const file = plantCosts([100, 100, 100, 100, 100], timeMetric, { emptyBatch: 90 });
  const [verdict] = analyse(file).verdicts;
  expect(verdict).toMatchObject({ question: "checks", outcome: "undecided" });
  expect(verdict?.sentence).toBe(
    "Allocations: 100 ns against 90 ns for an empty batch: it may have done no work.",
  );
  const busy = plantCosts([100, 100, 100, 100, 100], timeMetric, { emptyBatch: 50 });
  expect(analyse(busy).verdicts[0]?.outcome).toBe("holds");
});
