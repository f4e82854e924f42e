import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { UsageError } from "./usage-error.ts";

/** Root of the workspace that this command belongs to. */
export const workspaceRoot = resolve(import.meta.dirname, "../../..");

/** A scenario package: its name and the module that defines it. */
export type ScenarioModule = { readonly name: string; readonly path: string };

/** Every scenario of the workspace, by name. */
export function scenarioModules(): ScenarioModule[] {
  const folder = join(workspaceRoot, "packages/scenarios");
  return readdirSync(folder)
    .sort()
    .map((name) => ({ name, path: join(folder, name, "src/scenario.ts") }))
    .filter(({ path }) => existsSync(path));
}

/** The module of a scenario by name, or by the path of its module. Throws UsageError with the names that exist. */
export function findScenario(nameOrPath: string): string {
  const modules = scenarioModules();
  const known = modules.find(({ name }) => name === nameOrPath);
  if (known !== undefined) return known.path;
  if (/[/\\.]/.test(nameOrPath) && existsSync(nameOrPath)) return resolve(nameOrPath);
  const names = modules.map(({ name }) => name).join(", ");
  throw new UsageError(
    `there is no scenario "${nameOrPath}"; name one of ${names}, or give the path of a scenario module`,
  );
}
