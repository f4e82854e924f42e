/** Workers that say what they should have done, and do nothing. */
import { defineWorker } from "@strait/harness";
import type { PairsData } from "../../src/worker/pairs.ts";

export default defineWorker<PairsData>(() => {
  const pretend = ({ arguments: [pairs = 0] }: { readonly arguments: readonly number[] }) => ({
    operations: pairs,
    result: (pairs * (pairs - 1)) / 2,
  });
  const prove = () => ({ operations: 1_000, result: 1_000, figures: [0] });
  return { "own-pairs-proven": prove, "own-pairs": pretend, "shared-pairs": pretend, "call-pairs": pretend };
});
