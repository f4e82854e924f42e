/** Oracle: the defect that is planted; the case must end with a sentence that names it. */
import { runOnce } from "@strait/harness";
import { Galaxy } from "@strait/native/stress/deep_nesting";
import { afterEach, describe, expect, it, vi } from "vitest";
import { twentyLevels } from "../src/twenty-levels.ts";

afterEach(() => vi.restoreAllMocks());

describe("what deep-nesting must catch", () => {
  it("a chain of twenty levels that is never freed", () => {
    const { free } = Galaxy.prototype;
    let frees = 0;
    vi.spyOn(Galaxy.prototype, "free").mockImplementation(function (this: Galaxy) {
      frees += 1;
      // The first hundred are freed before anything is measured.
      if (frees !== 101) free.call(this);
    });
    expect(() => runOnce(twentyLevels)).toThrow("counts 20 live messages where 0 were expected");
  });
});
