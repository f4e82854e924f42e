import { createRequire } from "node:module";
import process from "node:process";

/**
 * From now on, an add-on is loaded from the file that `fileFor` names for the one that was asked for. Whatever loads an
 * add-on, `require` or a loader of its author's, ends at `process.dlopen`.
 */
export function redirectAddons(fileFor: (asked: string) => string): void {
  const require = createRequire(import.meta.url);
  const load = process.dlopen;
  process.dlopen = (module: object, asked: string, ...flags: number[]): void => {
    const file = fileFor(asked);
    load.call(process, module, file, ...flags);
    // Or whoever requires it next would be handed this one, whatever it is to be then.
    if (file !== asked) delete require.cache[asked];
  };
}

/** Add-ons of packages from a registry are not under test. */
export function isForeign(addon: string): boolean {
  return addon.includes("/node_modules/");
}
