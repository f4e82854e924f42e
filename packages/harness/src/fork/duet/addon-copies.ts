import { copyFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { BuildSource } from "../message.ts";
import { isForeign, redirectAddons } from "../redirect-addons.ts";

export type AddonCopies = {
  /** What is loaded from now on is loaded for this build. */
  enter(build: BuildSource): void;
  /** The add-ons that a build asked for. */
  askedBy(build: BuildSource): readonly string[];
};

/**
 * Gives every build a copy of its own of each add-on that it loads, in `folder`: for one file, the system's loader gives
 * one library. Made afresh for every fork, because two copies of one file differ by 1–4% through where their pages happen
 * to lie.
 */
export function copyAddons(folder: string): AddonCopies {
  const askedFor = new Map<string, string[]>();
  let current: BuildSource | null = null;
  redirectAddons((asked) => {
    if (current === null || isForeign(asked)) return asked;
    const { name, substitute } = current;
    const earlier = askedFor.get(name) ?? [];
    const copy = join(folder, `${name}-${earlier.length}-${basename(asked)}`);
    copyFileSync(asked === substitute?.original ? substitute.file : asked, copy);
    askedFor.set(name, [...earlier, asked]);
    return copy;
  });
  return {
    enter(build) {
      current = build;
    },
    askedBy: ({ name }) => askedFor.get(name) ?? [],
  };
}
