/** What a new scenario begins with. */

/**
 * The files of a new scenario by their path within its folder: one case, a test of what it does, a page.
 *
 * @param name lower-case letters, digits and hyphens
 */
export function scenarioFiles(name: string): ReadonlyMap<string, string> {
  const title = name.charAt(0).toUpperCase() + name.slice(1).replaceAll("-", " ");
  return new Map([
    ["package.json", manifest(name)],
    ["tsconfig.json", '{ "extends": "../../../tsconfig.json", "include": ["src", "test"] }\n'],
    ["README.md", page(name, title)],
    ["src/scenario.ts", scenario(name, title)],
    ["src/read-price.ts", readPrice],
    ["test/read-price.test.ts", readPriceTest],
  ]);
}

function manifest(name: string): string {
  const content = {
    name: `@strait/${name}`,
    version: "0.1.0",
    private: true,
    description: `Scenario package: ${name}.`,
    license: "MIT",
    type: "module",
    exports: { ".": "./src/scenario.ts" },
    dependencies: { "@strait/harness": "0.1.0", "@strait/native": "0.1.0" },
    devDependencies: {},
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function page(name: string, title: string): string {
  return `# ${name}

**Stresses** … (what part of the system, and how)

**Timed**: reading one field of every live message. **Not timed**: making and freeing them.

**A bad figure** points at …

**Try**: \`npx strait bench ${name}\`, then \`npx strait run ${name} --only read-price --profile full\`.

${title} has one case so far. Another one is another file in \`src/\`, named in \`src/scenario.ts\`.
`;
}

function scenario(name: string, title: string): string {
  return `/** ${title}: what this category stresses, in a sentence. */
import { defineScenario } from "@strait/harness";
import { addonIdentity } from "@strait/native";
import { readPrice } from "./read-price.ts";

export default defineScenario({
  name: "${name}",
  title: "${title}",
  description: "What this category stresses, in a sentence.",
  addon: async () => addonIdentity(),
  cases: [readPrice],
});
`;
}

const readPrice = `import { batchCase } from "@strait/harness";
import { checkLedgerAtZero, createArena } from "@strait/native";
import { PriceTick } from "@strait/native/stress/market_data";

export const ticks = 1_000;
const rounds = 100;

export const readPrice = batchCase({
  name: "read-price",
  title: "Read a price",
  description: "Reads one double of 1,000 live messages in turn.",
  metric: { name: "read", title: "Read", operation: "field read" },
  operationsPerBatch: ticks * rounds,
  start() {
    const arena = createArena();
    const live = Array.from({ length: ticks }, (_, index) => {
      const tick = PriceTick.create(arena);
      tick.bidPrice = index + 0.5;
      return tick;
    });
    return {
      batch() {
        let sum = 0;
        for (let round = 0; round < rounds; round += 1) {
          for (const tick of live) sum += tick.bidPrice;
        }
        return sum;
      },
      verify() {
        for (const tick of live) tick.free();
        return [checkLedgerAtZero(arena)];
      },
    };
  },
});
`;

const readPriceTest = `/** Oracle: the sum of 0.5, 1.5, … by the formula for it. */
import { expect, it } from "vitest";
import { readPrice, ticks } from "../src/read-price.ts";

it("reads every price, and leaves no message behind", () => {
  const context = { profile: "smoke", seed: 1, sink() {}, plot() {}, warn() {}, note() {} } as const;
  const workload = readPrice.start(context);
  const rounds = readPrice.operationsPerBatch / ticks;
  expect(workload.batch()).toBe(rounds * (ticks ** 2 / 2));
  expect(workload.verify?.().map(({ passed }) => passed)).toEqual([true]);
});
`;
