import type { Declaration } from "../descriptor/schema.ts";

/** The comment of a declaration as JSDoc under `indent`; no lines when there is nothing to say. */
export function documentation(
  { comment, deprecated }: Pick<Declaration, "comment" | "deprecated">,
  indent = "",
): string[] {
  const lines = comment === "" ? [] : comment.replaceAll("*/", "*\\/").split("\n");
  if (deprecated) lines.push("@deprecated");
  if (lines.length === 0) return [];
  if (lines.length === 1) return [`${indent}/** ${lines[0]} */`];
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`];
}
