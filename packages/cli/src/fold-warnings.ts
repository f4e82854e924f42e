/** A sentence, and what it concerns. */
export type Warning = { readonly name: string; readonly text: string };

/** One line for warnings that differ in their figures only: the one with the largest, and the cases it concerns. */
export function foldWarnings(warned: readonly Warning[]): string[] {
  const alike = Map.groupBy(warned, ({ text }) => text.replaceAll(/[\d.,]+/g, "#"));
  return [...alike.values()].map((group) => {
    const worst = group.reduce((one, other) => (figure(other.text) > figure(one.text) ? other : one));
    return `! ${[...new Set(group.map(({ name }) => name))].join(", ")}: ${worst.text}`;
  });
}

/** The last number of a sentence: that of a warning says how bad it is. */
function figure(text: string): number {
  return Number(text.match(/\d+(\.\d+)?/g)?.at(-1) ?? 0);
}
