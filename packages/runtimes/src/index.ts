/** The Node, Bun and Deno that forks can run on. */
export { cacheFolder } from "./cache-folder.ts";
export { RuntimeError } from "./error.ts";
export { type ObtainOptions, obtainRuntime, type Runtime } from "./obtain.ts";
export { type Obtained, obtainAll } from "./obtain-all.ts";
export { parseRuntimeNames } from "./parse-names.ts";
export { type PinnedRuntime, pinnedRuntimes, type RuntimeName, runtimeNames } from "./pinned.ts";
