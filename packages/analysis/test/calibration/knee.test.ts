/** Small versions of the documented simulations: a broken method shows as a row that fails. */
import { expect, test } from "vitest";
import { knee } from "../../src/calibration/knee.ts";

test.each(knee.parts)(
  "$name",
  ({ name, run }) => {
    for (const row of run({ scale: name.startsWith("planted") ? 0.2 : 0.1, seed: 1 })) {
      expect(row.outcome, `${row.claim}: ${row.reached}`).not.toBe("fails");
    }
  },
  60_000,
);
