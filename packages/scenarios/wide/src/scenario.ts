import { defineScenario } from "@strait/harness";
import { addonIdentity } from "@strait/native";
import { alive } from "./alive.ts";
import { allocateSmall, allocateWide } from "./allocate.ts";
import { footprint } from "./footprint.ts";
import { readAll, readOne } from "./read.ts";
import { sparse } from "./sparse.ts";
import { writeAll } from "./write.ts";

export default defineScenario({
  name: "wide",
  title: "Wide messages",
  description:
    "A message of 100 fields of every kind: allocating it, writing and reading its fields, keeping many alive.",
  addon: async () => addonIdentity(),
  cases: [allocateWide, allocateSmall, writeAll, readOne, readAll, sparse, alive, footprint],
});
