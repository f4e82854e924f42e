import { defineScenario } from "@strait/harness";
import { addonIdentity } from "@strait/native";
import { depthGrowth, widthGrowth } from "./growth.ts";
import { million } from "./million.ts";
import { twentyLevels } from "./twenty-levels.ts";
import { wireDepth } from "./wire-depth.ts";

export default defineScenario({
  name: "deep-nesting",
  title: "Deep nesting",
  description:
    "Messages within messages: twenty levels of twenty kinds, trees as deep or as wide as a million nodes, and the limit of the wire.",
  addon: async () => addonIdentity(),
  cases: [twentyLevels, depthGrowth, widthGrowth, million, wireDepth],
});
