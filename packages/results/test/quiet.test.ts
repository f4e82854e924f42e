/** Oracle: the rule in words; paces and marks are written down here. */
import { describe, expect, it } from "vitest";
import { fastestPace, isQuiet, judgedSamples, quietForks, slowedSamples } from "../src/index.ts";

/** A fork with one series of ten samples, of which these were slowed. */
function fork(slowed: readonly number[] | undefined, fastestPaceNanoseconds?: number) {
  const samples = Array.from({ length: 10 }, (_, index) => index);
  const marks = slowed === undefined ? {} : { slowed: [...slowed] };
  const pace = fastestPaceNanoseconds === undefined ? {} : { fastestPaceNanoseconds };
  return {
    probes: { runQueueWaitNanoseconds: null, peakResidentBytes: null, ...pace },
    series: [{ samples, ...marks }],
  };
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);
const series = (samples: number, slowed: readonly number[]) => ({
  samples: upTo(samples),
  slowed: [...slowed],
});

describe("the pace of a processor that nobody shares", () => {
  it("is that of the fastest fork", () => {
    expect(fastestPace([fork([], 14_000), fork([], 13_000), fork([])])).toBe(13_000);
    expect(fastestPace([fork([])])).toBeNull();
    expect(fastestPace([])).toBeNull();
  });
});

describe("the samples that are judged", () => {
  it("are those that were not slowed", () => {
    const { indexes, hasFewQuiet } = judgedSamples(series(6, [1, 4]), fork([]), null);
    expect(indexes).toEqual([0, 2, 3, 5]);
    expect(hasFewQuiet).toBe(false);
  });

  it.each([
    // samples, slowed, whether few are quiet
    [100, 97, false],
    [100, 98, true],
    [4, 2, false],
    [3, 2, true],
    [1, 1, true],
    [1, 0, false],
  ])("of %i with %i slowed: too few are quiet, %s", (samples, slowed, few) => {
    const { indexes, hasFewQuiet } = judgedSamples(series(samples, upTo(slowed)), fork([]), null);
    expect(hasFewQuiet).toBe(few);
    expect(indexes).toHaveLength(few ? samples : samples - slowed);
  });

  it("are none's favourite: all count as slowed in a fork that never was as fast as another", () => {
    const [one] = fork([2]).series;
    if (one === undefined) throw new Error("no series");
    expect(slowedSamples(one, fork([2], 15_500), 13_000)).toEqual([2]);
    expect(slowedSamples(one, fork([2], 15_700), 13_000)).toEqual(upTo(10));
    expect(slowedSamples(one, fork([2], 15_700), null)).toEqual([2]);
    expect(slowedSamples(one, fork([2]), 13_000)).toEqual([2]);
    // Nobody looked at the pace beside these, so the fork's fastest says nothing.
    expect(slowedSamples({ samples: upTo(3) }, fork(undefined, 20_000), 13_000)).toEqual([]);
  });
});

describe("the forks that are judged", () => {
  const quiet = fork([0], 13_000);
  const slow = fork(upTo(9), 13_000);
  const slowThroughout = fork([], 20_000);

  it("are the quiet ones, when they are enough", () => {
    expect(quietForks([slow, quiet, quiet, slowThroughout, quiet], 3, 13_000)).toEqual([quiet, quiet, quiet]);
  });

  it("are all of them otherwise", () => {
    const forks = [slow, quiet, quiet, slowThroughout];
    expect(quietForks(forks, 3, 13_000)).toBe(forks);
  });

  it("are quiet when most of their series are", () => {
    const [good] = quiet.series;
    const [bad] = slow.series;
    if (good === undefined || bad === undefined) throw new Error("no series");
    expect(isQuiet({ ...quiet, series: [good, bad] }, null)).toBe(true);
    expect(isQuiet({ ...quiet, series: [good, bad, bad] }, null)).toBe(false);
    expect(isQuiet({ ...quiet, series: [] }, null)).toBe(true);
  });
});
