import { HarnessError } from "../error.ts";
import { isScenario, type Scenario } from "../scenario/scenario.ts";

/** The scenario that a module has as its default export. Throws whatever the module throws, HarnessError when it has none. */
export async function loadScenario(url: string): Promise<Scenario> {
  const loaded: { default?: unknown } = await import(url);
  if (isScenario(loaded.default)) return loaded.default;
  throw new HarnessError("it has no scenario as its default export", "export default defineScenario({ … })");
}
