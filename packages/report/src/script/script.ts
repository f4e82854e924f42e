/** The page's only script. */
import { readFile } from "node:fs/promises";

export async function pageScript(): Promise<string> {
  return readFile(new URL("./unfold.js", import.meta.url), "utf8");
}
