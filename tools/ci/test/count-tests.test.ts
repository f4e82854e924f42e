/** Oracle: closing lines as Vitest and Cargo print them, added up by hand. */
import { expect, it } from "vitest";
import { countTests } from "../src/count-tests.ts";

const log = `
@strait/results: \u001b[2m Test Files \u001b[22m \u001b[1m\u001b[32m4 passed\u001b[39m\u001b[22m\u001b[90m (4)\u001b[39m
@strait/results: \u001b[2m      Tests \u001b[22m \u001b[1m\u001b[32m62 passed\u001b[39m\u001b[22m\u001b[90m (62)\u001b[39m
@strait/codegen: \u001b[2m      Tests \u001b[22m \u001b[1m\u001b[31m1 failed\u001b[39m\u001b[22m\u001b[2m | \u001b[22m\u001b[1m\u001b[32m16 passed\u001b[39m\u001b[22m\u001b[90m (17)\u001b[39m
strait-arena: running 3 tests
strait-arena: test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
strait-arena: test result: FAILED. 5 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
strait-stress: test result: 
strait-stress: ok
strait-stress: . 4 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out
   a test named "sums 100 passed and 7 failed" is not counted
`;

it("adds up the tests of all suites, coloured or not, and nothing else", () => {
  expect(countTests(log)).toEqual({ passed: 62 + 16 + 3 + 5 + 4, failed: 1 + 2 });
});

it("finds nothing in a log without tests", () => {
  expect(countTests("npm error")).toEqual({ passed: 0, failed: 0 });
});
