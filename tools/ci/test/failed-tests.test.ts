/** Oracle: a log as Vitest, Cargo and Nx print it, two projects mixed, and what of it a reader needs, picked by hand. */
import { expect, it } from "vitest";
import { failedTasks, failedTests } from "../src/failed-tests.ts";

const log = `
@strait/results: \u001b[31m     \u001b[31m×\u001b[31m adds up\u001b[39m\u001b[32m 9\u001b[2mms\u001b[22m\u001b[39m
@strait/results: ⎯⎯⎯⎯⎯⎯⎯ Failed Tests 2 ⎯⎯⎯⎯⎯⎯⎯
@strait/results: \u001b[41m\u001b[1m FAIL \u001b[22m\u001b[49m test/sum.test.ts\u001b[2m > \u001b[22madds up
strait-arena: ---- slab::tests::grows stdout ----
@strait/results: \u001b[31m\u001b[1mAssertionError\u001b[22m: expected 3 to be 4\u001b[39m
strait-arena: thread 'slab::tests::grows' panicked at src/slab.rs:66:
@strait/results: ⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯[1/2]⎯
strait-arena: left: 1
strait-arena: stack backtrace:
strait-arena:    0: rust_begin_unwind
@strait/results:  FAIL  test/sum.test.ts > waits
@strait/results: TestTimeoutError: Test timed out in 100ms.
@strait/results: ⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯[2/2]⎯
@strait/results: and after it
Failed tasks:

- @strait/results:test
- strait-arena:test

  Run duration:      1.3s
`;

it("tells each failed test with its reason, whatever other projects print in between", () => {
  expect(failedTests(log)).toEqual([
    "@strait/results: FAIL  test/sum.test.ts > adds up\n  AssertionError: expected 3 to be 4",
    "strait-arena: ---- slab::tests::grows stdout ----\n  thread 'slab::tests::grows' panicked at src/slab.rs:66:\n  left: 1",
    "@strait/results: FAIL  test/sum.test.ts > waits\n  TestTimeoutError: Test timed out in 100ms.",
  ]);
});

it("cuts a reason of many lines", () => {
  const [failure = ""] = failedTests(`a: FAIL  b.test.ts > c\n${"a: line\n".repeat(1_000)}`);
  expect(failure.split("\n")).toHaveLength(25);
});

it("names the tasks that failed, and none when all passed", () => {
  expect(failedTasks(log)).toEqual(["@strait/results:test", "strait-arena:test"]);
  expect(failedTasks("Successfully ran target test for 3 projects")).toEqual([]);
});
