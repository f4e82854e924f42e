import { registerHooks } from "node:module";

/** The query parameter of a module's URL that says which build it belongs to. */
const parameter = "build";

/** The URL by which a build's own instance of a module is imported. */
export function instanceUrl(module: string, build: string): string {
  const url = new URL(module);
  url.searchParams.set(parameter, build);
  return url.href;
}

/**
 * From now on, a module that was imported by `instanceUrl` hands its build on to whatever it imports, so that every build has
 * an instance of its own of a scenario and of all that it is made of. Packages from a registry are shared: they hold no
 * part of what is compared.
 */
export function separateInstances(): void {
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const resolved = nextResolve(specifier, context);
      const build = buildOf(context.parentURL);
      // What is required instead of imported is found by its path, which has no query.
      const imported = context.conditions.includes("import");
      const own = resolved.url.startsWith("file:") && !resolved.url.includes("/node_modules/");
      if (build === null || !imported || !own) return resolved;
      return { ...resolved, url: instanceUrl(resolved.url, build) };
    },
  });
}

function buildOf(parent: string | undefined): string | null {
  return parent === undefined ? null : new URL(parent).searchParams.get(parameter);
}
