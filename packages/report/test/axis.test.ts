import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linearAxis, logAxis } from "../src/chart/axis.ts";

const positive = fc.double({ min: 1e-6, max: 1e12, noNaN: true });
const unit = fc.constantFrom("count", "bytes", "nanoseconds/operation" as const);

describe("logAxis", () => {
  it("steps as its example says", () => {
    expect(logAxis([0.8, 40], "count").ticks).toEqual([1, 2, 5, 10, 20]);
  });

  it("keeps to powers of ten over decades, and of two for bytes", () => {
    expect(logAxis([1000, 100_000], "count").ticks).toEqual([1000, 10_000, 100_000]);
    expect(logAxis([4 * 2 ** 20, 400 * 2 ** 20], "bytes").ticks.map((tick) => tick / 2 ** 20)).toEqual([
      4, 16, 64, 256,
    ]);
  });

  it("holds every value, and has at most six ticks, ascending and inside", () => {
    fc.assert(
      fc.property(fc.array(positive, { minLength: 1, maxLength: 20 }), unit, (values, of) => {
        const { domain, ticks } = logAxis(values, of);
        for (const value of [...values, ...ticks]) {
          expect(value).toBeGreaterThanOrEqual(domain[0]);
          expect(value).toBeLessThanOrEqual(domain[1]);
        }
        expect(ticks.length).toBeLessThanOrEqual(6);
        expect(ticks).toEqual([...new Set(ticks)].toSorted((a, b) => a - b));
      }),
    );
  });

  it("has two ticks or more as soon as the values span a factor of four", () => {
    fc.assert(
      fc.property(positive, fc.double({ min: 4, max: 1e9, noNaN: true }), unit, (low, factor, of) => {
        expect(logAxis([low, low * factor], of).ticks.length).toBeGreaterThanOrEqual(2);
      }),
    );
  });
});

describe("linearAxis", () => {
  it("steps as its example says", () => {
    expect(linearAxis([3, 17], "count").ticks).toEqual([0, 5, 10, 15, 20]);
  });

  it("steps in KiB where the unit is bytes", () => {
    expect(linearAxis([96, 1872], "bytes").ticks).toEqual([0, 512, 1024, 1536, 2048]);
  });

  it("has room even when everything is zero", () => {
    const { domain } = linearAxis([0, 0], "count");
    expect(domain[1]).toBeGreaterThan(domain[0]);
  });

  it("holds zero and every value, and has at most seven ticks, ascending", () => {
    const signed = fc
      .double({ min: -1e9, max: 1e9, noNaN: true })
      .map((value) => (Math.abs(value) < 1e-9 ? 0 : value));
    fc.assert(
      fc.property(fc.array(signed, { minLength: 1, maxLength: 20 }), unit, (values, of) => {
        const { domain, ticks } = linearAxis(values, of);
        for (const value of [0, ...values]) {
          expect(value).toBeGreaterThanOrEqual(domain[0]);
          expect(value).toBeLessThanOrEqual(domain[1]);
        }
        expect(ticks.length).toBeLessThanOrEqual(7);
        expect(ticks).toEqual([...new Set(ticks)].toSorted((a, b) => a - b));
      }),
    );
  });
});
