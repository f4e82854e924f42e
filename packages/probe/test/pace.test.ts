/** Oracle: the clock. What the work takes is not asserted; that it is work, a test in Rust asserts. */
import { describe, expect, it } from "vitest";
import { createPace } from "../src/index.ts";

describe("pace", () => {
  it("is a part of the time that goes by while it is read", () => {
    const pace = createPace();
    if (pace === null) throw new Error("the add-on is not built");
    for (let reading = 0; reading < 100; reading += 1) {
      const begin = process.hrtime.bigint();
      const nanoseconds = pace();
      const elapsed = Number(process.hrtime.bigint() - begin);
      expect(nanoseconds).toBeGreaterThan(0);
      expect(nanoseconds).toBeLessThan(elapsed);
    }
  });
});
