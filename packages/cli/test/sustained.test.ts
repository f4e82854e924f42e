/** Oracle: fixtures/long-loads.ts, of which it is known what leaks and what degrades. */
import { join } from "node:path";
import { analyse } from "@strait/analysis";
import { listResultFiles, readResultFile } from "@strait/results";
import { expect, it } from "vitest";
import { strait, temporaryFolder } from "./strait.ts";

const loads = join(import.meta.dirname, "fixtures/long-loads.ts");

it("a leak and a drift are found, and what does neither is not accused", { timeout: 240_000 }, () => {
  const results = temporaryFolder();
  const { code, output } = strait(["run", loads, "--forks", "3", "--results", results]);
  const [file = ""] = listResultFiles(results);
  const { verdicts } = analyse(readResultFile(file));
  const outcome = (name: string, metric: string) =>
    verdicts.find((verdict) => verdict.case === name && verdict.metric === metric)?.outcome;
  expect(outcome("leaking", "heap")).toBe("fails");
  expect(outcome("clean", "heap")).toBe("holds");
  expect(outcome("clean", "resident")).not.toBe("fails");
  expect(outcome("degrading", "time")).toBe("fails");
  // A busy machine may keep it from being decided.
  expect(outcome("steady", "time")).not.toBe("fails");
  expect(output).toContain("no leak");
  expect(output).toContain("no drift");
  expect(code).toBe(1);
});
