/** Small versions of the documented simulations: a broken method shows as a row that fails. Times are not judged. */
import { expect, test } from "vitest";
import { steadyStateOfForks } from "../../src/calibration/steady-state.ts";

test("planted forks: every row meets its goal", () => {
  const [planted] = steadyStateOfForks.parts;
  for (const row of planted?.run({ scale: 0.05, seed: 1 }) ?? []) {
    expect(row.outcome, `${row.claim}: ${row.reached}`).toBe("holds");
  }
}, 60_000);

test("the time of a fork is measured on forks of every kind", () => {
  const [row] = steadyStateOfForks.parts[1]?.run({ scale: 0.01, seed: 1 }) ?? [];
  expect(row?.unit).toBe("milliseconds");
  expect(row?.trials).toBe(9);
  expect(row?.reached).toBeGreaterThan(0);
});
