/** Oracle: a stopwatch that shows what it is told to. */
import type { Stopwatch } from "@strait/harness";
import { expect, it } from "vitest";
import { middleTiming } from "../src/middle-timing.ts";

it("gives the timing in the middle of those it took", () => {
  const shown = [7, 900, 5, 6, 8];
  let works = 0;
  const stopwatch: Stopwatch = {
    time(operations, work) {
      work();
      return { nanosecondsPerOperation: shown[works - 1] ?? Number.NaN, operations };
    },
  };
  const work = () => {
    works += 1;
    return works;
  };
  expect(middleTiming(stopwatch, shown.length, 3, work)).toEqual({
    nanosecondsPerOperation: 7,
    operations: 3,
  });
  expect(works).toBe(shown.length);
  expect(() => middleTiming(stopwatch, 0, 3, work)).toThrow(RangeError);
});
