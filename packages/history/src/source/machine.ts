import { createHash } from "node:crypto";
import type { Environment } from "@strait/results";

/**
 * Eight hexadecimal digits that tell machines apart by what makes measurements comparable: platform, processor, cores and
 * memory in whole GiB, as the same machine reports a few bytes more or less after an update.
 */
export function machineFingerprint({ platform, cpuModel, cores, memoryBytes }: Environment): string {
  const traits = [platform, cpuModel, cores, Math.round(memoryBytes / 2 ** 30)];
  return createHash("sha256").update(JSON.stringify(traits)).digest("hex").slice(0, 8);
}

/** The runtime's name with its major version: "node 26". */
export function runtimeName({ runtime }: Environment): string {
  const [major] = runtime.version.replace(/^v/, "").split(".");
  return `${runtime.name} ${major}`;
}
