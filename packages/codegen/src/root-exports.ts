import { NameScope } from "./names.ts";

/** What one generated file exports, and the package that its schema file is in. */
export type ExportingFile = { readonly package: string; readonly names: readonly string[] };

/** How the root module passes a file's names on: all as they are, or one by one under the names of `as`. */
export type RootExport = "all" | readonly { readonly name: string; readonly as: string }[];

/**
 * Plans the exports of the root module, for each file in turn. A name that is not unique gets its package in
 * front, joined by underscores.
 *
 * @param reserved - names that the root module has for itself
 * @example
 * rootExports([{ package: "a.b", names: ["X"] }, { package: "c", names: ["X", "Y"] }])
 * // [[{ name: "X", as: "a_b_X" }], [{ name: "X", as: "c_X" }, { name: "Y", as: "Y" }]]
 */
export function rootExports(files: readonly ExportingFile[], reserved: readonly string[] = []): RootExport[] {
  const homes = new Map<string, number>();
  for (const name of [...reserved, ...files.flatMap(({ names }) => names)])
    homes.set(name, (homes.get(name) ?? 0) + 1);
  const scope = new NameScope(homes.keys());
  return files.map(({ package: path, names }) => {
    if (names.every((name) => homes.get(name) === 1)) return "all";
    const prefix = path.replaceAll(".", "_");
    return names.map((name) => ({
      name,
      as: homes.get(name) === 1 ? name : scope.claim(`${prefix}_${name}`),
    }));
  });
}
