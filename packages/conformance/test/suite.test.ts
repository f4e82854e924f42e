/** Oracle: protobuf's own conformance suite. */
import { describe, expect, it } from "vitest";
import { findRunner } from "../src/runner.ts";
import { runSuite, testee } from "../src/suite.ts";

const runner = findRunner();
const reason =
  runner === undefined ? " (skipped: the runner needs glibc 2.38; see tools/fetch-glibc.sh)" : "";

describe.skipIf(runner === undefined)(`the conformance suite${reason}`, () => {
  it("passes: every required and recommended proto3 binary test", { timeout: 60_000 }, () => {
    const result = runSuite(runner ?? [""], testee);
    expect(result.passed ? "" : result.log).toBe("");
    // As many as the suite of this version has for proto3 from binary to binary; fewer would mean that some were skipped.
    expect(result.successes).toBe(698);
  });

  it("notices a program that answers wrongly", { timeout: 60_000 }, () => {
    expect(runSuite(runner ?? [""], "/bin/cat").passed).toBe(false);
  });
});
