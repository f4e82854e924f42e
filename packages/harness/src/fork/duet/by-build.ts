import type { BuildName } from "@strait/results";

export const buildNames: readonly BuildName[] = ["base", "head", "control"];

/** One value for each build. */
export type ByBuild<Value> = { readonly [Name in BuildName]: Value };

export function forEachBuild<Value>(make: (build: BuildName) => Value): ByBuild<Value> {
  return { base: make("base"), head: make("head"), control: make("control") };
}
