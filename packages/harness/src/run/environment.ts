import { readFileSync } from "node:fs";
import os from "node:os";
import process from "node:process";
import type { Environment } from "@strait/results";
import type { AddonIdentity } from "../scenario/scenario.ts";

/** What the machine and the runtime are. */
export function readEnvironment(addon: AddonIdentity | null): Environment {
  return {
    platform: `${process.platform}-${process.arch}`,
    cpuModel: os.cpus()[0]?.model.trim() || "unknown",
    cores: os.availableParallelism(),
    memoryBytes: os.totalmem(),
    governor: readGovernor(),
    kernel: `${os.type()} ${os.release()}`,
    runtime: identifyRuntime(process.versions),
    addon,
  };
}

type RuntimeVersions = { [Name in "node" | "bun" | "deno" | "v8" | "webkit"]?: string | undefined };

/** Bun and Deno imitate Node, `process.versions.node` included, so they are asked for first. */
export function identifyRuntime(versions: RuntimeVersions): Environment["runtime"] {
  const engine = `V8 ${versions.v8 ?? "unknown"}`;
  if (versions.bun !== undefined) {
    const webkit = versions.webkit ?? "unknown";
    return { name: "bun", version: versions.bun, engine: `JavaScriptCore ${webkit}` };
  }
  if (versions.deno !== undefined) return { name: "deno", version: versions.deno, engine };
  return { name: "node", version: versions.node ?? "unknown", engine };
}

/** How Linux chooses the clock rate; null on other systems, and in most virtual machines. */
function readGovernor(): string | null {
  try {
    return readFileSync("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "utf8").trim();
  } catch {
    return null;
  }
}
