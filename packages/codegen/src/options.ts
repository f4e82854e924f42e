/** What the plugin is asked to write: the value of `opt` in buf.gen.yaml. */
export type Options =
  | { readonly target: "rust"; readonly crate: string }
  | { readonly target: "typescript"; readonly runtime: string };

/** Options that go with a target, with their defaults. */
const targets = {
  rust: { option: "crate", fallback: "strait_arena" },
  typescript: { option: "runtime", fallback: "@strait/native/runtime" },
} as const;

/**
 * Reads the plugin's parameter. Throws an Error that lists the options for one that it does not know.
 *
 * @example parseOptions("target=rust,crate=my_arena") // { target: "rust", crate: "my_arena" }
 */
export function parseOptions(parameter: string): Options {
  const given = new Map<string, string>();
  for (const part of parameter.split(",").filter((text) => text !== "")) {
    const equals = part.indexOf("=");
    given.set(equals < 0 ? part : part.slice(0, equals), equals < 0 ? "" : part.slice(equals + 1));
  }
  const target = given.get("target");
  if (target !== "rust" && target !== "typescript") {
    throw new Error(`option target is ${target ?? "missing"}; write target=rust or target=typescript`);
  }
  const { option, fallback } = targets[target];
  for (const name of given.keys()) {
    if (name === "target" || name === option) continue;
    throw new Error(`option ${name} is unknown with target=${target}; besides target there is ${option}`);
  }
  const value = given.get(option) ?? fallback;
  if (value === "") throw new Error(`option ${option} is empty; leave it out for ${fallback}`);
  return target === "rust" ? { target, crate: value } : { target, runtime: value };
}
