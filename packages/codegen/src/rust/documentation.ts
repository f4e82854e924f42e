import type { Declaration } from "../descriptor/schema.ts";

/**
 * The comment of a declaration as Rust documentation under `indent`. Code in it is marked as text, so that rustdoc does
 * not run it as a test.
 */
export function rustDocumentation(
  { comment, deprecated }: Pick<Declaration, "comment" | "deprecated">,
  indent: string,
  sign: "///" | "//!" = "///",
): string[] {
  const lines = comment === "" ? [] : asText(comment.split("\n"));
  if (deprecated) lines.push(...(lines.length === 0 ? [] : [""]), "Deprecated.");
  return lines.map((line) => `${indent}${sign} ${line}`.trimEnd());
}

function asText(lines: readonly string[]): string[] {
  let inFence = false;
  return lines.map((line) => {
    if (/^\s*```/.test(line)) {
      inFence = !inFence;
      return inFence && line.trim() === "```" ? `${line}text` : line;
    }
    return inFence ? line : line.replace(/^ {4,}/, "   ");
  });
}
