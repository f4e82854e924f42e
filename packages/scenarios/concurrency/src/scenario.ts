import { defineScenario } from "@strait/harness";
import { addonIdentity } from "@strait/native";
import { bleeding } from "./bleeding.ts";
import { fairness } from "./fairness.ts";
import { falseSharing } from "./false-sharing.ts";
import { handOver } from "./hand-over.ts";
import { shortLived } from "./short-lived.ts";
import { terminated } from "./terminated.ts";
import { throughput } from "./throughput.ts";

export default defineScenario({
  name: "concurrency",
  title: "Concurrency",
  description:
    "What several worker threads do to an arena: how much it serves them, how evenly, and what they hand to each other.",
  addon: async () => addonIdentity(),
  cases: [throughput, fairness, bleeding, handOver, falseSharing, shortLived, terminated],
});
