import module from "node:module";
import { fileURLToPath } from "node:url";

// Not imported: that reads every property of the module, and so loads streams and promises of files, 4.5 ms of a processor.
const { lstatSync } = process.getBuiltinModule("node:fs");

const typescript = "module-typescript";

/**
 * Where an import was found: the folder of the file that asked for it and what it asked for, the URL, and the format that Node
 * takes it for, or null where it will look.
 */
export type FoundImport = readonly [key: string, url: string, format: string | null];

const found = new Map<string, module.ResolveFnOutput>();

/**
 * From now on, imports of this thread are found with fewer questions to the file system. Node asks a dozen for each import
 * statement, which takes 0.1 ms of a processor; a fork has one to seven hundred of them, and a suite has hundreds of forks.
 *
 * An import is found where the same one was found from a file of the same folder, here or by the process that `known` comes from.
 * A relative one of a TypeScript file lies where it says, when Node has taken another file of that folder for a TypeScript
 * module. Anything else, and what is not a file there, is left to Node. Runtimes without hooks go on as they are.
 *
 * @param known {@link foundImports} of a process that has just loaded the same
 */
export function resolveQuickly(known: readonly FoundImport[] = []): void {
  // Not every Node has it, whatever the types say, and what Bun and Deno have of it is their own.
  const register: typeof module.registerHooks | undefined = module.registerHooks;
  const { bun, deno } = process.versions;
  if (register === undefined || bun !== undefined || deno !== undefined) return;
  const foldersOfModules = new Set<string>();
  const keep = (key: string, result: module.ResolveFnOutput): module.ResolveFnOutput => {
    if (result.format === typescript) foldersOfModules.add(folderOf(result.url));
    found.set(key, result);
    return result;
  };
  for (const [key, url, format] of known) keep(key, { url, format, shortCircuit: true });
  register({
    resolve(specifier, context, nextResolve) {
      const { parentURL, conditions } = context;
      // What `require` finds has its format by other rules, which a hook cannot tell.
      if (parentURL === undefined || !conditions.includes("import")) return nextResolve(specifier, context);
      const key = `${folderOf(parentURL)} ${specifier}`;
      const result = found.get(key) ?? besideKnown(specifier, parentURL, foldersOfModules);
      return keep(key, result ?? { ...nextResolve(specifier, context), shortCircuit: true });
    },
  });
}

/** What {@link resolveQuickly} has found so far. */
export function foundImports(): FoundImport[] {
  return [...found].map(([key, { url, format }]) => [key, url, format ?? null]);
}

function besideKnown(
  specifier: string,
  parent: string,
  foldersOfModules: ReadonlySet<string>,
): module.ResolveFnOutput | null {
  if (!/^\.\.?\/.*\.ts$/.test(specifier) || !parent.startsWith("file:")) return null;
  const { href } = new URL(specifier, parent);
  if (!foldersOfModules.has(folderOf(href))) return null;
  // A link is another module than the file that it leads to.
  const isFile = lstatSync(fileURLToPath(href), { throwIfNoEntry: false })?.isFile() === true;
  return isFile ? { url: href, format: typescript, shortCircuit: true } : null;
}

function folderOf(url: string): string {
  return url.slice(0, url.lastIndexOf("/"));
}
