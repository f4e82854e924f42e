import { type MessageNames, type NamedFile, type SchemaNames, usedGlobals } from "./names.ts";

type Import = { readonly name: string; readonly local: string; isValue: boolean };

/** Where the generator finds names while it writes one file, and the imports that they need. */
export class FileScope {
  readonly #names: SchemaNames;
  readonly #file: NamedFile;
  readonly #runtimeModule: string;
  readonly #imports = new Map<string, Map<string, Import>>();

  constructor(file: NamedFile, names: SchemaNames, runtimeModule: string) {
    this.#file = file;
    this.#names = names;
    this.#runtimeModule = runtimeModule;
  }

  /** A new name at the top level of the file. */
  declare(wanted: string): string {
    return this.#file.scope.claim(wanted);
  }

  /** A class or function of the runtime. */
  runtime(name: string): string {
    return this.#import(this.#runtimeModule, name, true);
  }

  runtimeType(name: string): string {
    return this.#import(this.#runtimeModule, name, false);
  }

  /** The view class of a message, as a value or as its type. */
  view(fullName: string, use: "value" | "type" = "value"): string {
    const { home, view } = this.message(fullName);
    return this.#declaredIn(home, view, use === "value");
  }

  objectType(fullName: string): string {
    const { home, object } = this.message(fullName);
    return this.#declaredIn(home, object, false);
  }

  initType(fullName: string): string {
    const { home, init } = this.message(fullName);
    return this.#declaredIn(home, init, false);
  }

  enumType(fullName: string): string {
    const found = this.#names.enums.get(fullName);
    if (found === undefined) throw new RangeError(`${fullName} is not an enum of the schema`);
    return this.#declaredIn(found.home, found.name, false);
  }

  /** The names of a message where it is declared. */
  message(fullName: string): MessageNames {
    const names = this.#names.messages.get(fullName);
    if (names === undefined) throw new RangeError(`${fullName} is not a message of the schema`);
    return names;
  }

  /** A global type or class, even in a file that declares a type of the same name. */
  global(name: (typeof usedGlobals)[number]): string {
    return this.#file.scope.has(name) ? `globalThis.${name}` : name;
  }

  /** The import statements for everything that was asked for. */
  importStatements(): string[] {
    const modules = [...this.#imports].sort(
      ([a], [b]) => Number(isRelative(a)) - Number(isRelative(b)) || compare(a, b),
    );
    return modules.map(([module, imports]) => importStatement(module, [...imports.values()]));
  }

  #declaredIn(home: string, name: string, isValue: boolean): string {
    return home === this.#file.path ? name : this.#import(relativePath(this.#file.path, home), name, isValue);
  }

  #import(module: string, name: string, isValue: boolean): string {
    const imports = this.#imports.get(module) ?? new Map<string, Import>();
    this.#imports.set(module, imports);
    const known = imports.get(name);
    if (known !== undefined) {
      known.isValue ||= isValue;
      return known.local;
    }
    const isGlobal = usedGlobals.some((global) => global === name);
    const local = this.#file.scope.claim(isGlobal ? `${name}_` : name);
    imports.set(name, { name, local, isValue });
    return local;
  }
}

/** Characters of a line beyond which a list of names has one line for each. */
export const lineWidth = 110;

function importStatement(module: string, imports: readonly Import[]): string {
  const allTypes = imports.every(({ isValue }) => !isValue);
  const keyword = allTypes ? "import type" : "import";
  const names = [...imports]
    .sort((a, b) => compare(a.name, b.name))
    .map(({ name, local, isValue }) => {
      const renamed = name === local ? name : `${name} as ${local}`;
      return allTypes || isValue ? renamed : `type ${renamed}`;
    });
  const line = `${keyword} { ${names.join(", ")} } from ${JSON.stringify(module)};`;
  if (line.length <= lineWidth) return line;
  return [`${keyword} {`, ...names.map((name) => `  ${name},`), `} from ${JSON.stringify(module)};`].join(
    "\n",
  );
}

/**
 * The import path from one generated file to another.
 *
 * @example relativePath("a/b/c.ts", "a/d.ts") === "../d.ts"
 */
export function relativePath(from: string, to: string): string {
  const here = from.split("/").slice(0, -1);
  const there = to.split("/");
  while (here.length > 0 && there.length > 1 && here[0] === there[0]) {
    here.shift();
    there.shift();
  }
  return `${here.length === 0 ? "./" : "../".repeat(here.length)}${there.join("/")}`;
}

function isRelative(module: string): boolean {
  return module.startsWith(".");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
