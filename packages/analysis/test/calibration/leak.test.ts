/** Small versions of the documented simulations: a broken method shows as a row that fails. */
import { expect, test } from "vitest";
import { leak } from "../../src/calibration/leak.ts";

test.each(leak.parts)(
  "$name: no row misses its goal for certain",
  ({ run }) => {
    for (const row of run({ scale: 0.1, seed: 1 })) {
      expect(row.outcome, `${row.claim}: ${row.reached}`).not.toBe("fails");
      expect(row.trials).toBe(200);
    }
  },
  60_000,
);
