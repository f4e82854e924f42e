/** The page's style sheet, put together from the files beside this one. */
import { readFile } from "node:fs/promises";

/** In the order of the cascade: paper overrules screen. */
const files = ["base", "frame", "outcome", "glance", "table", "chart", "drawer", "print"];

export async function styleSheet(): Promise<string> {
  const parts = await Promise.all(
    files.map((name) => readFile(new URL(`./${name}.css`, import.meta.url), "utf8")),
  );
  return parts.join("\n");
}
