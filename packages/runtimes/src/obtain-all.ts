import { RuntimeError } from "./error.ts";
import { type ObtainOptions, obtainRuntime, type Runtime } from "./obtain.ts";
import { pinnedRuntimes, type RuntimeName } from "./pinned.ts";

/** A runtime, or why it cannot be had. */
export type Obtained =
  | { readonly name: RuntimeName; readonly title: string; readonly runtime: Runtime; readonly error: null }
  | {
      readonly name: RuntimeName;
      readonly title: string;
      readonly runtime: null;
      readonly error: RuntimeError;
    };

/**
 * Several runtimes, fetched one after the other where they are not there yet. What cannot be had keeps none of the others
 * from being used.
 *
 * @example
 * for (const { title, runtime, error } of await obtainAll(runtimeNames)) console.log(title, runtime ?? error.message);
 */
export async function obtainAll(
  names: readonly RuntimeName[],
  options: ObtainOptions = {},
): Promise<Obtained[]> {
  const all: Obtained[] = [];
  for (const name of names) {
    const { title } = pinnedRuntimes[name];
    try {
      all.push({ name, title, runtime: await obtainRuntime(name, options), error: null });
    } catch (error) {
      if (!(error instanceof RuntimeError)) throw error;
      all.push({ name, title, runtime: null, error });
    }
  }
  return all;
}
