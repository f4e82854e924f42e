import type { Environment } from "@strait/results";

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
