import { defineScenario } from "@strait/harness";
import { addonIdentity } from "@strait/native";
import { latency } from "./latency.ts";
import { strategies } from "./strategy.ts";
import { throughput } from "./throughput.ts";
import { withContent } from "./with-content.ts";

export default defineScenario({
  name: "speed",
  title: "Speed",
  description:
    "Allocation and deallocation of every family of messages, by every strategy, against what was asked; and how long the slowest take.",
  addon: async () => addonIdentity(),
  cases: [...strategies.map(throughput), withContent, latency],
});
