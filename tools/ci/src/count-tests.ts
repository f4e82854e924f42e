/** Sums what Vitest and Cargo report in a log: prints "N passed, N failed" and fails when a test failed or none ran. */
import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";

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
  const { passed, failed } = countTests(readFileSync(process.argv[2] ?? "/dev/stdin", "utf8"));
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0 || passed === 0) process.exitCode = 1;
}
