import { join, resolve } from "node:path";

/** The compiled add-on, which may be missing. */
export const addonFile = join(resolve(import.meta.dirname, ".."), "generated", "probe.node");
