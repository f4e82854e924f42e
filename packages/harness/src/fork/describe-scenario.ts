import { createHash } from "node:crypto";
import { foundImports } from "@strait/runtimes/quick-resolution";
import type { ProfileName } from "../profile.ts";
import { caseFor } from "../scenario/by-profile.ts";
import type { AddonIdentity } from "../scenario/scenario.ts";
import { readFileSync } from "./file-system.ts";
import { identifyRuntime } from "./identify-runtime.ts";
import { loadScenario } from "./load-scenario.ts";
import type { ScenarioDescription, Substitute } from "./message.ts";
import { unavailableHere } from "./observe/unavailable.ts";
import { isForeign, redirectAddons } from "./redirect-addons.ts";

/** Loads a scenario module and says what it defines, and which file its add-on comes from. */
export async function describeModule(
  module: string,
  substitute: Substitute | null,
  profileName: ProfileName,
): Promise<ScenarioDescription> {
  const asked: string[] = [];
  redirectAddons((file) => {
    if (!isForeign(file)) asked.push(file);
    return file === substitute?.original ? substitute.file : file;
  });
  const { name, title, description, cases, addon } = await loadScenario(module);
  const identity = (await addon?.()) ?? null;
  return {
    scenario: { name, title, description },
    addon: identity && substitute ? { ...identity, fileHash: hashOf(substitute.file) } : identity,
    runtime: identifyRuntime(process.versions),
    unavailable: unavailableHere(),
    addonFile: identity && addonFile(identity, asked),
    imports: foundImports(),
    cases: cases
      .map((definition) => caseFor(definition, profileName))
      .map((one) => ({
        name: one.name,
        title: one.title,
        description: one.description,
        metrics: [...one.metrics],
        ...("comparison" in one && one.comparison !== undefined ? { comparison: one.comparison } : {}),
        ...("sustained" in one ? { sustained: one.sustained } : {}),
        ...("varies" in one && one.varies !== undefined ? { varies: one.varies } : {}),
        ...("workers" in one && one.workers !== undefined ? { workers: one.workers } : {}),
      })),
  };
}

/** A scenario says what its add-on's file hashes to, not where it lies. */
function addonFile({ fileHash }: AddonIdentity, asked: readonly string[]): string | null {
  return asked.find((file) => hashOf(file) === fileHash) ?? null;
}

function hashOf(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}
