import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Where fetched runtimes are kept, one folder for all working copies of a user: `STRAIT_CACHE`, or else `strait` in the
 * folder that the XDG base directory specification names for caches.
 */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const { STRAIT_CACHE: own, XDG_CACHE_HOME: shared } = environment;
  if (own) return own;
  return join(shared || join(homedir(), ".cache"), "strait");
}
