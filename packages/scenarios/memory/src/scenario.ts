import { defineScenario } from "@strait/harness";
import { addonIdentity } from "@strait/native";
import { byCallAndBatch } from "./by-call-and-batch.ts";
import { fourTypes } from "./four-types.ts";
import { interleavedRounds } from "./interleaved-rounds.ts";
import { mebibyteBlocks } from "./mebibyte-blocks.ts";
import { orderOfFreeing } from "./order-of-freeing.ts";
import { pool } from "./pool.ts";
import { rapidCycles } from "./rapid-cycles.ts";
import { strategies } from "./strategy.ts";

export default defineScenario({
  name: "memory",
  title: "Memory",
  description:
    "Allocating and freeing in patterns that leave holes, by every strategy, with the ledger at zero after each.",
  addon: async () => addonIdentity(),
  cases: [
    ...strategies.map(pool),
    fourTypes,
    interleavedRounds,
    rapidCycles,
    byCallAndBatch,
    orderOfFreeing,
    mebibyteBlocks,
  ],
});
