/** A small version of the documented simulations: a broken method shows as a row that surely misses its goal. */
import { expect, test } from "vitest";
import { comparison } from "../../src/calibration/comparison.ts";

test.each(comparison.parts)(
  "$name",
  ({ run }) => {
    for (const { claim, reached, outcome } of run({ scale: 0.1, seed: 1 })) {
      expect(outcome, `${claim}: ${reached}`).not.toBe("fails");
    }
  },
  60_000,
);
