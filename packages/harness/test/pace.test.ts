/** Oracle: paces and times that are written down here. */
import { describe, expect, it } from "vitest";
import { createPaceMeter, indexesOfSlowed, lacksQuiet } from "../src/fork/observe/pace.ts";

/** A processor whose pace is set, and a clock that is set in milliseconds. */
function fakeProcessor() {
  const state = { pace: 100, now: 0, readings: 0 };
  const meter = createPaceMeter(
    () => {
      state.readings += 1;
      return state.pace;
    },
    () => state.now,
  );
  if (meter === null) throw new Error("no meter");
  return { state, meter };
}

describe("a meter of the pace", () => {
  it("reads anew when its last reading is a millisecond old", () => {
    const { state, meter } = fakeProcessor();
    const first = state.readings;
    state.pace = 150;
    state.now = 0.9;
    expect(meter.read()).toBe(100);
    expect(state.readings).toBe(first);
    state.now = 1;
    expect(meter.read()).toBe(150);
    expect(state.readings).toBe(first + 1);
  });

  it("knows the slowest reading since it was last asked, and the fastest of all", () => {
    const { state, meter } = fakeProcessor();
    for (const pace of [120, 180, 90]) {
      state.pace = pace;
      state.now += 1;
      meter.read();
    }
    expect(meter.slowest()).toBe(180);
    // The latest reading is still good.
    expect(meter.slowest()).toBe(90);
    expect(meter.fastest()).toBe(90);
  });

  it("is none where the probe's add-on is missing", () => {
    expect(createPaceMeter(null)).toBeNull();
  });

  it("has the pace of this machine, by default", () => {
    const meter = createPaceMeter();
    if (meter === null) throw new Error("the probe's add-on is not built");
    expect(meter.fastest()).toBeGreaterThan(0);
    expect(meter.slowest()).toBeGreaterThanOrEqual(meter.fastest());
  });
});

describe("samples", () => {
  it("are slowed by more than a fifth", () => {
    expect(indexesOfSlowed([100, 120, 121, 200, 119], 100)).toEqual([2, 3]);
  });

  it("lack quiet ones while fewer than three are quiet, or fewer than all of less than three", () => {
    expect(lacksQuiet([100, 100, 100, 200, 200, 200, 200, 200], 100)).toBe(false);
    expect(lacksQuiet([100, 100, 200, 200], 100)).toBe(true);
    expect(lacksQuiet([100, 100], 100)).toBe(false);
    expect(lacksQuiet([100, 200], 100)).toBe(true);
    expect(lacksQuiet([], 100)).toBe(false);
  });
});
