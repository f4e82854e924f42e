import { defineScenario } from "@strait/harness";
import { addonIdentity } from "@strait/native";
import { emptyValues } from "./empty-values.ts";
import { limits } from "./limits.ts";
import { refusedCalls } from "./refused-calls.ts";
import { retirement } from "./retirement.ts";
import { reuse } from "./reuse.ts";

export default defineScenario({
  name: "edge-cases",
  title: "Edge cases",
  description:
    "Nothing and too much: absent and empty values, every limit and one beyond, slots used again and used up, every misuse of a handle and what refusing it costs.",
  addon: async () => addonIdentity(),
  cases: [emptyValues, limits, reuse, retirement, refusedCalls],
});
