import { RuntimeError } from "./error.ts";
import { type RuntimeName, runtimeNames } from "./pinned.ts";

/**
 * The runtimes that a list names, separated by commas, each once; "all" stands for every one.
 *
 * @throws RuntimeError with the names that there are
 * @example parseRuntimeNames("node24,bun") // ["node24", "bun"]
 */
export function parseRuntimeNames(list: string): RuntimeName[] {
  const named = list.split(",").map((text) => {
    const name = text.trim();
    if (name === "all") return runtimeNames;
    const known = runtimeNames.find((one) => one === name);
    if (known !== undefined) return [known];
    throw new RuntimeError(
      "unknown",
      `There is no runtime "${name.slice(0, 40)}"`,
      `name some of ${runtimeNames.join(", ")}, separated by commas, or all`,
    );
  });
  return [...new Set(named.flat())];
}
