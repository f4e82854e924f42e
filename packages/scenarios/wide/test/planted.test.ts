/** Oracle: the defect that is planted; the case must end with a sentence that names it. */
import { runOnce } from "@strait/harness";
import { PriceTick } from "@strait/native/stress/market_data";
import { WideMessage } from "@strait/native/stress/wide";
import { afterEach, describe, expect, it, vi } from "vitest";
import { allocateSmall } from "../src/allocate.ts";
import { checkPacking } from "../src/footprint.ts";
import { readAll } from "../src/read.ts";
import scenario from "../src/scenario.ts";
import { sparse } from "../src/sparse.ts";
import { writeAll } from "../src/write.ts";

afterEach(() => vi.restoreAllMocks());

const failed = (one: Parameters<typeof runOnce>[0]) => runOnce(one).checks.filter(({ passed }) => !passed);

describe("what wide must catch", () => {
  it("a leak at the end", () => {
    vi.spyOn(PriceTick.prototype, "free").mockImplementation(() => {});
    expect(failed(allocateSmall)[0]?.detail).toContain("PriceTick leaked 10000 messages");
  });

  it("a write that leaves a field out", () => {
    const { assign } = WideMessage.prototype;
    let writes = 0;
    vi.spyOn(WideMessage.prototype, "assign").mockImplementation(function (this: WideMessage, content) {
      writes += 1;
      // The checksums of what is expected are taken of the first thirty.
      return assign.call(
        this,
        writes > 30 ? { ...content, bladeCount: (content.bladeCount ?? 0) ^ 1 } : content,
      );
    });
    expect(failed(writeAll)[0]?.detail).toContain("0 of 30 messages have the checksum");
  });

  it("a read that leaves fields out", () => {
    const { toObject } = WideMessage.prototype;
    vi.spyOn(WideMessage.prototype, "toObject").mockImplementation(function (this: WideMessage) {
      const { siteName: _, ...rest } = toObject.call(this);
      return { ...rest, siteName: "" };
    });
    expect(failed(readAll)).toEqual([]);
    vi.spyOn(WideMessage.prototype, "toObject").mockImplementation(function (this: WideMessage) {
      const whole = toObject.call(this);
      Reflect.deleteProperty(whole, "signature");
      return whole;
    });
    expect(failed(readAll)[0]).toMatchObject({ name: "every field was read" });
  });

  it("a field that is written and not read, or read where there is none", () => {
    vi.spyOn(WideMessage.prototype, "bladeCount", "get").mockReturnValue(1);
    expect(failed(sparse)[0]?.detail).toMatch(/^[1-9]\d* times a sum/);
    vi.restoreAllMocks();
    vi.spyOn(WideMessage.prototype, "siteName", "get").mockReturnValue("nowhere");
    expect(failed(sparse)[0]?.detail).toMatch(/^[1-9]\d* times a sum/);
  });

  it("a struct with a hole in it", () => {
    expect(checkPacking(WideMessage.type)).toMatchObject({ passed: true });
    expect(checkPacking({ ...WideMessage.type, size: WideMessage.type.size + 8 })).toMatchObject({
      passed: false,
    });
  });

  it("nothing in a healthy arena", () => {
    expect(scenario.cases.flatMap(failed)).toEqual([]);
  });
});
