/** Oracle: lines as the programs print them. */
import { describe, expect, it } from "vitest";
import { collectCodec, readLines } from "../src/outside/codec.ts";
import { readConformance } from "../src/outside/conformance.ts";

describe("the codec's program", () => {
  const print = (strait: number, timesAsFast: object, absent: object) =>
    `${JSON.stringify({ message: "mixed", operation: "decode", bytes: 753, nanoseconds: { strait, prost: 2000 }, timesAsFast, absent })}\n`;

  it("becomes a ratio for each race, one value a process", () => {
    const output =
      print(1000, { prost: 2 }, { upb: "no C compiler" }) +
      print(800, { prost: 2.5 }, { upb: "no C compiler" });
    expect(collectCodec(readLines(output))).toEqual({
      figures: [{ metric: "mixed-decode-prost", values: [2, 2.5], detail: "900 ns against 2 µs" }],
      absent: new Map([["mixed-decode-upb", "no C compiler"]]),
    });
  });

  it("is refused when it prints something else", () => {
    expect(() => readLines('{"message":"mixed"}\n')).toThrow("operation");
  });
});

describe("the conformance suite", () => {
  it.each([
    [
      "PASSED: 698 successes, 0 unexpected failures, 2124 skipped (JSON, text and proto2).",
      698,
      "all of them",
    ],
    ["FAILED: 690 successes, 8 unexpected failures, 2124 skipped (JSON, text and proto2).", 690, "8 failed"],
  ])("%s", (output, successes, detail) => {
    expect(readConformance(`> nx run …\n${output}\n`)).toMatchObject({
      figures: [{ metric: "successes", values: [successes], detail }],
    });
  });

  it("says why it did not run", () => {
    const said =
      "The conformance runner does not start here: it needs Linux or macOS on x86-64, and glibc 2.38.";
    expect(readConformance(said)).toEqual({ reason: "it needs Linux or macOS on x86-64, and glibc 2.38" });
    expect(readConformance("boom")).toMatchObject({
      reason: expect.stringContaining("conformance:conformance"),
    });
  });
});
