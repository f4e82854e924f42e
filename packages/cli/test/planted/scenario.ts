/** Work in an add-on that can be built with a slowdown planted in it, for whoever compares two builds. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { batchCase, countCase, defineScenario, phaseCase } from "@strait/harness";
import { Arena, loadAddon, refuseOtherLayout } from "@strait/native/runtime";
import { schema } from "../../../native/crates/strait-test-addon/src/generated/typescript/schema.ts";
import { plantedAddon } from "./build.ts";

const file = plantedAddon(0);
const addon = loadAddon<{ churn(steps: number): number }>(pathToFileURL(file));
refuseOtherLayout(addon, schema);

/** About 60 µs. */
const steps = 20_000;
const calls = 10;

function createArena() {
  return new Arena(addon, schema);
}

const churn = batchCase({
  name: "churn",
  title: "Churn",
  description: "Calls a function of the add-on that takes the longer the more is planted in it.",
  metric: { name: "call", title: "Call", operation: "call" },
  operationsPerBatch: calls,
  start() {
    const arena = createArena();
    return {
      batch() {
        let sum = 0;
        for (let call = 0; call < calls; call++) sum += arena.native.churn(steps);
        return sum;
      },
      verify: () => [
        { name: "result", passed: arena.native.churn(1) === 48_271, detail: String(arena.native.churn(1)) },
      ],
    };
  },
});

/** The same beside a call that does nothing more in any build. */
const parts = phaseCase({
  name: "parts",
  title: "Parts",
  description: "One call that takes longer when something is planted, one that does not.",
  metrics: {
    planted: { title: "Planted", operation: "call" },
    script: { title: "Script", operation: "step" },
    steps: { title: "Steps", operation: "call", unit: "count" },
  },
  start() {
    const arena = createArena();
    return {
      measure({ time }) {
        const planted = time(calls, () => {
          let sum = 0;
          for (let call = 0; call < calls; call++) sum += arena.native.churn(steps);
          return sum;
        });
        const script = time(steps, () => {
          let state = 1;
          for (let step = 0; step < steps; step++) state = (state * 48_271) % 0x7fff_ffff;
          return state;
        });
        return { planted, script, steps };
      },
    };
  },
});

/** What this process holds: every instance of this module leaves its add-on here. */
const loaded: Set<unknown> = registry();
loaded.add(addon.NativeArena);

const instances = countCase({
  name: "instances",
  title: "Instances",
  description: "How many instances of this module, and how many files of its add-on, a process holds.",
  metrics: {
    modules: { title: "Modules", operation: "process", unit: "count" },
    addons: { title: "Mapped add-ons", operation: "process", unit: "count" },
  },
  start: () => ({ count: () => ({ modules: loaded.size, addons: mappedAddons().length }) }),
});

/** Files whose name says that they are a copy of the add-on, by what the kernel has mapped. */
function mappedAddons(): string[] {
  const maps = readFileSync("/proc/self/maps", "utf8");
  return [...new Set(maps.match(/\/\S+-0\.node$/gm))];
}

function registry(): Set<unknown> {
  const key = Symbol.for("strait.test.loaded");
  const known: unknown = Reflect.get(globalThis, key);
  if (known instanceof Set) return known;
  const fresh = new Set();
  Reflect.set(globalThis, key, fresh);
  return fresh;
}

export default defineScenario({
  name: "planted",
  title: "Planted",
  description: "A slowdown of known size.",
  addon: async () => ({
    name: "strait-test-addon",
    fileHash: createHash("sha256").update(readFileSync(file)).digest("hex"),
    layoutHash: addon.layoutHash(),
  }),
  cases: [churn, parts, instances],
});
