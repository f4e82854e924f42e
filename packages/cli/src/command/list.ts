import { pathToFileURL } from "node:url";
import { describeScenario } from "@strait/harness/run";
import { scenarioModules } from "../scenarios.ts";

/** Prints every scenario with its cases. */
export async function listCases(): Promise<void> {
  for (const { path } of scenarioModules()) {
    const { scenario, cases } = await describeScenario(pathToFileURL(path).href, {});
    process.stdout.write(`${scenario.name}: ${scenario.description}\n`);
    for (const { name, title } of cases) process.stdout.write(`  ${name.padEnd(24)} ${title}\n`);
  }
}
