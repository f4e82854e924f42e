import { defineScenario } from "@strait/harness";
import { addon, addonFile } from "./addon.ts";
import { shapes } from "./content/heat.ts";
import { network } from "./network.ts";
import { raceCase } from "./race.ts";

export default defineScenario({
  name: "boundary",
  title: "The race across the boundary",
  description:
    "The same work for every way of crossing between JavaScript and Rust: a message there, all of it read, an answer back, all of it read.",
  addon: async () => {
    const [{ createHash }, { readFile }] = await Promise.all([
      import("node:crypto"),
      import("node:fs/promises"),
    ]);
    return {
      name: "strait-boundary",
      fileHash: createHash("sha256")
        .update(await readFile(addonFile))
        .digest("hex"),
      layoutHash: addon.layoutHash(),
    };
  },
  cases: [...shapes.map(raceCase), network],
});
