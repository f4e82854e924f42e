/** Small versions of the documented simulations: a broken method shows as a row that misses its goal. */
import { expect, test } from "vitest";
import { sustained } from "../../src/calibration/sustained.ts";

test.each(sustained.parts)(
  "$name",
  ({ run }) => {
    for (const row of run({ scale: 0.1, seed: 1 })) {
      expect(row.outcome, `${row.claim}: ${row.reached}`).toBe("holds");
      expect(row.trials).toBe(60);
    }
  },
  60_000,
);
