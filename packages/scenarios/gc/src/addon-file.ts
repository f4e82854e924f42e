import { fileURLToPath } from "node:url";

/** The compiled add-on, which may be missing. */
export const addonFile: string = fileURLToPath(new URL("../generated/strait-gc.node", import.meta.url));
