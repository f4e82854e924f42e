import { printable } from "@strait/results/printable";
import type { ForkEnding } from "./fork-process.ts";

/** How a fork ended that gave no answer, as words that complete a sentence about it. */
export function describeEnding({ ending, status, errorOutput }: ForkEnding, timeout: number): string {
  if (ending === "timeout") return `ran for more than ${timeout / 1000} s and was stopped`;
  const line = tellingLine(errorOutput);
  const said = line === "" ? "" : `, after it said "${printable(line)}"`;
  return `ended by ${ending === "signal" ? status : `exit code ${status}`}${said}`;
}

/** What Deno writes before an error that nobody catches. */
const uncaught = /^error: Uncaught (?:\(in promise\) )?/;

/** The name of an error, which the runtime buries under stack and version, or else the last line. */
function tellingLine(output: string): string {
  const lines = output
    .trim()
    .split("\n")
    .map((line) => line.replace(uncaught, ""));
  return lines.findLast((line) => /^(?:\w*Error\b|error:)/.test(line)) ?? lines.at(-1) ?? "";
}
