import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import type { CommandLine } from "./runner.ts";

/** The program under test, where `tools/build.ts` puts it. */
export const testee = resolve(import.meta.dirname, "../generated/strait-conformance");

export type SuiteResult = {
  /** True when every required and recommended test passed or was skipped. */
  readonly passed: boolean;
  readonly successes: number;
  readonly skipped: number;
  readonly unexpectedFailures: number;
  /** What the runner printed. */
  readonly log: string;
};

/** Runs all suites of the runner on a program; recommended tests count as much as required ones. */
export function runSuite([program, ...leading]: CommandLine, tested: string): SuiteResult {
  const { status, stderr } = spawnSync(program, [...leading, "--enforce_recommended", tested], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  const totals = [
    ...stderr.matchAll(/(\d+) successes, (\d+) skipped, \d+ expected failures, (\d+) unexpected failures/g),
  ];
  const sum = (column: number) => totals.reduce((total, line) => total + Number(line[column]), 0);
  const failures = sum(3);
  return {
    passed: status === 0 && totals.length > 0 && failures === 0,
    successes: sum(1),
    skipped: sum(2),
    unexpectedFailures: failures,
    log: stderr,
  };
}
