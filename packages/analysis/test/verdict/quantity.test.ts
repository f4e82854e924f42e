import fc from "fast-check";
import { expect, test } from "vitest";
import {
  formatBandwidth,
  formatInterval,
  formatNumber,
  formatPercent,
  formatQuantity,
  formatRange,
  type QuantityUnit,
} from "../../src/index.ts";

test.each<[number, QuantityUnit, string]>([
  [0, "nanoseconds/operation", "0 ns"],
  [0.0456, "nanoseconds/operation", "0.0456 ns"],
  [45.61, "nanoseconds/operation", "45.6 ns"],
  [999.4, "nanoseconds/operation", "999 ns"],
  [999.6, "nanoseconds/operation", "1 µs"],
  [12_345, "nanoseconds/operation", "12.3 µs"],
  [2.5e6, "nanoseconds/operation", "2.5 ms"],
  [7.2e12, "nanoseconds/operation", "7,200 s"],
  [1000, "operations/second", "1,000/s"],
  [9870, "operations/second", "9,870/s"],
  [45_600, "operations/second", "45.6 k/s"],
  [12_345_678, "operations/second", "12.3 M/s"],
  [1.2e9, "operations/second", "1.2 G/s"],
  [512, "bytes", "512 B"],
  [1024, "bytes", "1 KiB"],
  [1_310_720, "bytes", "1.25 MiB"],
  [3 * 2 ** 40, "bytes", "3 TiB"],
  [1_234_567, "count", "1,234,567"],
])("%d %s reads %s", (value, unit, text) => {
  expect(formatQuantity(value, unit)).toBe(text);
});

test("bytes say what they are per", () => {
  expect(formatQuantity(1_310_720, "bytes/operation", "message")).toBe("1.25 MiB/message");
  expect(formatQuantity(100, "bytes/operation")).toBe("100 B/operation");
});

test.each([
  [1_048_576, 100_000, "10.5 GB/s"],
  [4096, 4096, "1 GB/s"],
  [4096, 4_100_000, "999 kB/s"],
  [999_600, 1e6, "1 GB/s"],
  [1, 1e9, "1 B/s"],
  [1, 0, "not available"],
])("%d bytes in %d ns are %s", (bytes, nanoseconds, text) => {
  expect(formatBandwidth(bytes, nanoseconds)).toBe(text);
});

test("ranges say a shared unit once", () => {
  expect(formatRange(44.9, 46.3, "nanoseconds/operation")).toBe("44.9 to 46.3 ns");
  expect(formatRange(900, 1100, "nanoseconds/operation")).toBe("900 ns to 1.1 µs");
  expect(formatInterval({ low: 44.9, high: 46.3, confidence: 0.99 }, "nanoseconds/operation")).toBe(
    "44.9 to 46.3 ns at 99%",
  );
});

test("bare numbers, percentages and what is missing", () => {
  expect(formatNumber(1234567.8)).toBe("1,234,568");
  expect(formatNumber(0.012345)).toBe("0.0123");
  expect(formatNumber(-45.67)).toBe("-45.7");
  expect(formatNumber(1.5e-7)).toBe("1.50e-7");
  expect(formatNumber(1e20)).toBe("1.00e+20");
  expect(formatPercent(0.1234)).toBe("12.3%");
  expect(formatNumber(Number.NaN)).toBe("not available");
  expect(formatQuantity(Number.POSITIVE_INFINITY, "bytes")).toBe("not available");
  expect(formatPercent(Number.NaN)).toBe("not available");
});

test("what a person reads back is within half a percent of the value", () => {
  const sizes: Record<string, number> = { ns: 1, µs: 1e3, ms: 1e6, s: 1e9 };
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 1e12, noNaN: true }), (value) => {
      const [number = "", unit = ""] = formatQuantity(value, "nanoseconds/operation").split(" ");
      const read = Number(number.replaceAll(",", "")) * (sizes[unit] ?? Number.NaN);
      expect(Math.abs(read - value)).toBeLessThanOrEqual(0.00501 * value);
    }),
  );
});
