import { readFileSync } from "node:fs";
import os from "node:os";
import process from "node:process";
import type { Environment } from "@strait/results";
import { identifyRuntime } from "../fork/identify-runtime.ts";
import type { ScenarioDescription } from "../fork/message.ts";
import type { AddonIdentity } from "../scenario/scenario.ts";

/**
 * What the machine is, and what is measured on it.
 *
 * @param fork what the forks run on and cannot see, as they say themselves; this process when missing
 */
export function readEnvironment(
  addon: AddonIdentity | null,
  fork: Pick<ScenarioDescription, "runtime" | "unavailable"> = {
    runtime: identifyRuntime(process.versions),
    unavailable: [],
  },
): Environment {
  return {
    platform: `${process.platform}-${process.arch}`,
    cpuModel: os.cpus()[0]?.model.trim() || "unknown",
    cores: os.availableParallelism(),
    memoryBytes: os.totalmem(),
    governor: readGovernor(),
    kernel: `${os.type()} ${os.release()}`,
    runtime: fork.runtime,
    ...(fork.unavailable.length === 0 ? {} : { unavailable: fork.unavailable }),
    addon,
  };
}

/** How Linux chooses the clock rate; null on other systems, and in most virtual machines. */
function readGovernor(): string | null {
  try {
    return readFileSync("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "utf8").trim();
  } catch {
    return null;
  }
}
