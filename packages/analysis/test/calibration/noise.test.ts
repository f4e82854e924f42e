/** Oracle: moments of the distributions, within five standard errors of 20,000 seeded draws. */
import { expect, test } from "vitest";
import { seededDraws } from "../../src/calibration/noise.ts";

const count = 20_000;
const draw = (one: () => number) => Array.from({ length: count }, one);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const centred = (values: readonly number[]) => {
  const centre = mean(values);
  return values.map((value) => value - centre);
};
const variance = (values: readonly number[]) => mean(centred(values).map((value) => value ** 2));
const correlation = (a: readonly number[], b: readonly number[]) => {
  const other = centred(b);
  const products = centred(a).map((value, index) => value * (other[index] ?? 0));
  return mean(products) / Math.sqrt(variance(a) * variance(b));
};

test("normal draws have mean 0, variance 1 and the kurtosis of a normal", () => {
  const { normal } = seededDraws(1, "normal");
  const values = draw(normal);
  expect(Math.abs(mean(values))).toBeLessThan(5 / Math.sqrt(count));
  expect(Math.abs(variance(values) - 1)).toBeLessThan(5 * Math.sqrt(2 / count));
  expect(Math.abs(mean(values.map((value) => value ** 4)) - 3)).toBeLessThan(5 * Math.sqrt(96 / count));
});

test("lognormal draws have logs of the asked spread", () => {
  const { lognormal } = seededDraws(1, "lognormal");
  const logs = draw(() => Math.log(lognormal(0.05)));
  expect(Math.abs(Math.sqrt(variance(logs)) - 0.05)).toBeLessThan(0.05 * 5 * Math.sqrt(1 / (2 * count)));
});

test("Student's t has its quartiles", () => {
  const { studentT } = seededDraws(1, "t");
  const beyond = draw(() => studentT(3)).filter((value) => Math.abs(value) > 0.7648923284043).length / count;
  expect(Math.abs(beyond - 0.5)).toBeLessThan(5 * Math.sqrt(0.25 / count));
});

test("an autoregressive series has variance 1 and the asked correlation", () => {
  const series = seededDraws(1, "autoregressive").autoregressive(count, 0.5);
  expect(Math.abs(variance(series) - 1)).toBeLessThan(0.1);
  expect(Math.abs(correlation(series.slice(1), series.slice(0, -1)) - 0.5)).toBeLessThan(0.04);
});

test("streams follow from seed and name, and those of neighbours have nothing in common", () => {
  const first = (seed: number, name: string) => draw(seededDraws(seed, name).normal);
  expect(first(1, "a")).toEqual(first(1, "a"));
  for (const other of [first(2, "a"), first(1, "b"), first(0, "a")]) {
    expect(Math.abs(correlation(first(1, "a"), other))).toBeLessThan(5 / Math.sqrt(count));
  }
  const heads = Array.from({ length: 2000 }, (_, seed) => seededDraws(seed, "a").uniform());
  expect(Math.abs(correlation(heads.slice(1), heads.slice(0, -1)))).toBeLessThan(5 / Math.sqrt(2000));
});
