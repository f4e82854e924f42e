/** Leaks: work that must leave everything as it found it, at length, with exact ledgers wherever something could stay behind. */
import { defineScenario } from "@strait/harness";
import { countedAddonIdentity } from "./addon.ts";
import { arenaSoak } from "./arena-soak.ts";
import { crossingSoak } from "./crossing-soak.ts";
import { loadFamilies } from "./family.ts";
import { familyCycles } from "./family-cycles.ts";
import { rotation } from "./rotation.ts";

export default defineScenario({
  name: "leaks",
  title: "Leaks",
  description:
    "Work that must leave everything as it found it, again and again: ledgers of the arena, of the Rust heap and of the Node-API layer are compared to the byte, JavaScript's heap and resident memory are measured.",
  addon: async () => countedAddonIdentity(),
  load: async (name) => {
    if (name === "family-cycles") await loadFamilies();
  },
  cases: [familyCycles(), rotation(), arenaSoak(), crossingSoak()],
});
