/** Sums what Vitest and Cargo report in a log: prints what failed, then "N passed, N failed"; fails when a test failed or none ran. */
import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import { failedTasks, failedTests } from "./failed-tests.ts";

export type Count = { readonly passed: number; readonly failed: number };

/** What closes a suite. Cargo's line comes in pieces, each of which Nx puts on a line: only the one with the counts is sure. */
const closingLine = /(^|\s)Tests {2}\d|\d+ passed; \d+ failed; \d+ ignored; \d+ measured/;

/** Adds up the closing lines of all suites in `log`. */
export function countTests(log: string): Count {
  const lines = stripVTControlCharacters(log).split("\n");
  const closing = lines.filter((line) => closingLine.test(line));
  const sum = (word: string) =>
    closing.reduce((total, line) => total + Number(new RegExp(`(\\d+) ${word}`).exec(line)?.[1] ?? 0), 0);
  return { passed: sum("passed"), failed: sum("failed") };
}

if (import.meta.main) {
  const log = readFileSync(process.argv[2] ?? "/dev/stdin", "utf8");
  const { passed, failed } = countTests(log);
  const tasks = failedTasks(log);
  for (const test of failedTests(log)) console.log(`${test}\n`);
  if (tasks.length > 0) console.log(`Failed tasks: ${tasks.join(", ")}`);
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0 || passed === 0) process.exitCode = 1;
}
