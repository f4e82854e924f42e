import { defineScenario } from "@strait/harness";
import { addonIdentity } from "@strait/native";
import { ofLargest, spread } from "./alive.ts";
import { copy } from "./copy.ts";
import { footprint } from "./footprint.ts";

export default defineScenario({
  name: "huge",
  title: "Huge messages",
  description:
    "Messages of several KiB to 16 MiB: copying them in and out beside memcpy, a hundred alive, and where their bytes go.",
  addon: async () => addonIdentity(),
  cases: [copy, spread, ofLargest, footprint],
});
