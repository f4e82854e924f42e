/** Guards the charts against a package that would change them without being asked for. */
import { createRequire } from "node:module";

/**
 * Vega takes the package `canvas` whenever it finds it, and then measures text with the fonts of this machine: the
 * same input would give another file on another machine.
 *
 * @param vega URL of Vega's entry: what its package `vega-canvas` can see is what counts
 * @throws when `canvas` can be loaded
 */
export function refuseCanvas(vega: string): void {
  const measuring = createRequire(vega).resolve("vega-canvas");
  try {
    createRequire(measuring).resolve("canvas");
  } catch {
    return;
  }
  throw new Error(
    'The package "canvas" is installed beside Vega, so charts would depend on the fonts of this machine. ' +
      "Remove it from node_modules (npm ls canvas says who brought it) and build the report again.",
  );
}
