/** Sustained: steady load for long, so that whatever builds up slowly is seen. */
import { defineScenario } from "@strait/harness";
import { addonIdentity } from "@strait/native";
import { arenaMix } from "./arena-mix.ts";
import { crossingMix } from "./crossing-mix.ts";

export default defineScenario({
  name: "sustained",
  title: "Sustained load",
  description:
    "The same mix of work for long, batch after batch: throughput and memory over time, and whether either drifts.",
  addon: async () => addonIdentity(),
  cases: [arenaMix(), crossingMix()],
});
