import { defineScenario } from "@strait/harness";
import { addonIdentity } from "@strait/native";
import { message, slot } from "./cases/allocate.ts";
import { batch } from "./cases/batch.ts";
import { decode } from "./cases/decode.ts";
import { emptyCall } from "./cases/empty-call.ts";
import { fillMany, sumOfMany } from "./cases/many-doubles.ts";
import { readAllMixed, writeAndReadMixed } from "./cases/mixed.ts";
import { objectOfDoubles, objectOfMixed, readAllDoubles } from "./cases/objects.ts";
import { readField } from "./cases/read-field.ts";
import { readInt64 } from "./cases/read-int64.ts";
import { shared } from "./cases/shared.ts";
import { walk } from "./cases/walk.ts";
import { twoWorkers } from "./cases/workers/two-workers.ts";

/** Not under packages/scenarios, so that its time is not part of `strait bench`. */
export default defineScenario({
  name: "goals",
  title: "Goals",
  description: "The performance goals of the design, each beside the same in C or in another library.",
  addon: async () => addonIdentity(),
  cases: [
    emptyCall,
    slot,
    message,
    batch,
    readField,
    readInt64,
    readAllDoubles,
    readAllMixed,
    writeAndReadMixed,
    objectOfDoubles,
    objectOfMixed,
    walk,
    sumOfMany,
    fillMany,
    decode,
    shared,
    twoWorkers,
  ],
});
