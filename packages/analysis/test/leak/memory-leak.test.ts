/** Oracles: planted growth without noise, equivariance, and the behaviour of Node's heap as it was recorded. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type MemoryReadings, mannKendall, memoryLeak } from "../../src/index.ts";

const operationsPerBatch = 50_000;
const heap = (bytes: readonly number[]): MemoryReadings => ({ source: "heap", operationsPerBatch, bytes });
const batches = (count: number, bytesAfter: (batch: number) => number) =>
  heap(Array.from({ length: count }, (_, batch) => bytesAfter(batch)));

/** Kilobytes above the first reading, Node 26 after two collections a batch of 50,000 operations. */
const recordedCleanHeap = [
  0, 5.8, 5.5, 6.4, 6.3, 6.4, 11.1, 1.7, 7.3, 7.5, 16.3, 12, 12, 12.1, 12.2, 12.3, 12.4, 12.4, 12.7, 12.8,
  12.9, 12.9, 13, 13.1, 13.2, 13.3, 13.3, 13.4, 13.5, 13.6, 13.6, 13.7, 13.8, 13.9, 14, 14, 14.1, 14.2, 14.3,
  14.4, 14.4, 14.5, 14.6, 14.7, 15, 15.1, 15.2, 15.3, 15.4, 15.4,
];
/** The same when every 160th operation keeps an object: about 0.2 bytes an operation. */
const recordedLeakyHeap = [
  0, 7.3, 26.4, 36.1, 51.2, 67.3, 73.9, 89.3, 99, 132, 136.6, 146.6, 156.5, 166.4, 193.7, 203.5, 213.4, 223.3,
  233.3, 243.2, 253, 289.1, 298.9, 308.8, 318.6, 328.5, 338.4, 348.2, 358.1, 367.9, 377.8, 387.7, 436.8,
  446.6, 456.5, 466.4, 476.2, 486.1, 495.9, 505.8, 515.7, 525.5, 535.4, 545.2, 555.4, 565.3, 575.1, 585,
  653.7, 663.6,
];
/** Resident memory of a process that does not leak, in steps of 128 and 256 kilobytes. */
const recordedCleanResident = [
  0,
  316,
  572,
  700,
  956,
  1212,
  892,
  892,
  892,
  1148,
  1012,
  ...Array.from({ length: 49 }, () => 1268),
];
const inBytes = (kilobytes: readonly number[]) => kilobytes.map((value) => 4_500_000 + 1024 * value);

describe("what Node did", () => {
  test("a clean heap, which grows a little by the recording itself, holds", () => {
    const finding = memoryLeak(heap(inBytes(recordedCleanHeap)));
    expect(finding.outcome).toBe("holds");
    expect(finding.sentence).toMatch(/^No leak above 0.05 B\/operation: the JavaScript heap grows by 0\.00/);
  });

  test("a leak of 0.2 bytes an operation fails, with its size within a tenth or two", () => {
    const finding = memoryLeak(heap(inBytes(recordedLeakyHeap)));
    expect(finding.outcome).toBe("fails");
    expect(finding.bytesPerOperation).toBeGreaterThan(0.2);
    expect(finding.bytesPerOperation).toBeLessThan(0.3);
    expect(finding.sentence).toMatch(/^Leaks: the JavaScript heap grows by 0\.2\d+ B\/operation \(/);
  });

  test("resident memory that rises in steps and stays is no leak", () => {
    const bytes = inBytes(recordedCleanResident);
    expect(memoryLeak({ source: "resident", operationsPerBatch, bytes }).outcome).toBe("holds");
  });
});

test("resident memory that grows no more than that of clean processes is no leak yet, and one when it goes on", () => {
  const grows = (count: number) =>
    memoryLeak({
      source: "resident",
      operationsPerBatch,
      // 1 byte an operation: 2 MiB are reached after 42 batches.
      bytes: Array.from({ length: count }, (_, batch) => 6e7 + operationsPerBatch * batch + (batch % 3) * 10),
    });
  expect(grows(45)).toMatchObject({
    outcome: "undecided",
    bytesPerOperation: expect.closeTo(1, 3),
    sentence: expect.stringMatching(
      /^Cannot say whether it leaks: .* no more in all than a process grows by/,
    ),
    wouldDecide: expect.stringContaining("About 80 batches"),
  });
  expect(grows(50).outcome).toBe("fails");
});

test("growth within the first five batches is warm-up", () => {
  const finding = memoryLeak(batches(50, (batch) => 1e6 * Math.min(batch, 5) + (batch % 4) * 500));
  expect(finding).toMatchObject({ outcome: "holds", bytesPerOperation: 0 });
});

test("a planted slope is found exactly, whatever the memory in use, and scales with it", () => {
  const slope = fc.integer({ min: 3, max: 1000 });
  fc.assert(
    fc.property(
      slope,
      fc.integer({ min: 0, max: 1e9 }),
      fc.integer({ min: 1, max: 20 }),
      (kilo, base, scale) => {
        const finding = memoryLeak(
          batches(60, (batch) => base + scale * (1000 * kilo * batch + (batch % 3) * 10)),
        );
        expect(finding.bytesPerOperation).toBeCloseTo((scale * 1000 * kilo) / operationsPerBatch, 6);
        expect(finding.outcome).toBe("fails");
      },
    ),
  );
});

test("memory that shrinks does not leak", () => {
  expect(memoryLeak(batches(60, (batch) => 1e8 - 1e4 * batch)).outcome).toBe("holds");
});

test("noise that hides the threshold leaves it undecided, and says what would decide", () => {
  const finding = memoryLeak(batches(46, (batch) => 1e7 + 2_500 * batch + ((batch * 7919) % 101) * 400));
  expect(finding.outcome).toBe("undecided");
  expect(finding.wouldDecide).toMatch(/^About 82 batches, or more operations in each/);
});

test("what leaks by its slope also rises by the Mann–Kendall test, corrected for autocorrelation", () => {
  const wander = fc.array(fc.integer({ min: 0, max: 400_000 }), { minLength: 46, maxLength: 60 });
  fc.assert(
    fc.property(wander, fc.integer({ min: 0, max: 8000 }), (noise, slope) => {
      const bytes = noise.map((value, batch) => 1e7 + value + slope * batch);
      const { probability, score } = mannKendall(bytes.slice(5));
      if (memoryLeak(heap(bytes)).outcome !== "fails") return;
      expect(score).toBeGreaterThan(0);
      expect(probability).toBeLessThan(0.05);
    }),
    { numRuns: 500 },
  );
});

describe("what cannot be judged", () => {
  test.each([
    [batches(44, () => 1e6), "39 batches after warm-up are too few"],
    [batches(0, () => 1e6), "0 batches after warm-up are too few"],
    [{ ...batches(60, () => 1e6), operationsPerBatch: 100 }, "100 operations a batch are too few"],
    [
      { ...batches(60, () => 1e6), operationsPerBatch: Number.NaN },
      "An unknown number of operations a batch",
    ],
    [batches(60, () => Number.NaN), "0 batches after warm-up are too few"],
    [batches(60, () => -1), "0 batches after warm-up are too few"],
  ])("is undecided and says why (%#)", (readings, sentence) => {
    const finding = memoryLeak(readings);
    expect(finding).toMatchObject({ outcome: "undecided", bytesPerOperation: null, interval: null });
    expect(finding.sentence).toContain(sentence);
    expect(finding.wouldDecide).toBe("At least 45 batches of at least 50,000 operations each.");
    expect(Object.values(finding.parameters)).not.toContain(Number.NaN);
  });

  test("a reading that is no number is left out with a warning, and the others keep their time", () => {
    const finding = memoryLeak(batches(60, (batch) => (batch === 30 ? Number.NaN : 1e6 + 20_000 * batch)));
    expect(finding.bytesPerOperation).toBeCloseTo(0.4, 9);
    expect(finding.warnings).toEqual(["1 of 55 readings are no number of bytes and are left out."]);
  });

  test("a threshold of nothing is refused", () => {
    expect(() =>
      memoryLeak(
        batches(60, () => 1),
        { threshold: 0 },
      ),
    ).toThrow("give a number above zero");
  });
});

test("a million readings are combined, and a constant is no leak", () => {
  const finding = memoryLeak(batches(1_000_000, (batch) => 1e6 + (batch % 2)));
  expect(finding.outcome).toBe("holds");
}, 60_000);

test("the documented example is right", () => {
  const finding = memoryLeak(batches(50, (batch) => 8_000_000 + 20_000 * batch + (batch % 3) * 1_000));
  expect(finding.bytesPerOperation).toBeCloseTo(0.4, 12);
});
