import type { Schema, SchemaFile } from "../descriptor/schema.ts";
import { NameScope } from "../names.ts";

/** Words that cannot name a class or constant: those of ECMAScript in strict mode, and of TypeScript's types. */
const reservedWords =
  "any arguments await bigint boolean break case catch class const continue debugger default delete do else enum eval " +
  "export extends false finally for function if implements import in instanceof interface let never new null number " +
  "object package private protected public return static string super switch symbol this throw true try type typeof " +
  "undefined unknown var void while with yield";

/** Names inside generated functions, and of the root module, which a type of that name would hide. */
const localNames =
  "address arena child copy entry f64 generation globalThis handle index init offset slab slots start value view word types schema";

/** Global types and classes that generated code uses; it says `globalThis.Map` where a message is called `Map`. */
export const usedGlobals = ["Int32Array", "Iterable", "Map", "ReadonlyMap", "Uint8Array"] as const;

/** What a message is called in TypeScript. */
export type MessageNames = {
  /** Path of the generated file that declares it. */
  readonly home: string;
  readonly view: string;
  /** The interface that `toObject` returns. */
  readonly object: string;
  /** The interface that `assign` accepts. */
  readonly init: string;
  /** What makes the objects that `toObject` fills. */
  readonly shape: string;
};

export type EnumName = { readonly home: string; readonly name: string };

/** A generated file: its path, and the names that are taken at its top level. */
export type NamedFile = { readonly source: SchemaFile; readonly path: string; readonly scope: NameScope };

export type SchemaNames = {
  readonly files: readonly NamedFile[];
  /** By full name. */
  readonly messages: ReadonlyMap<string, MessageNames>;
  readonly enums: ReadonlyMap<string, EnumName>;
};

/** Names everything in a schema. Names of the schema come first; what is made from them makes way. */
export function nameSchema(schema: Schema): SchemaNames {
  const paths = new NameScope(["index", "schema"]);
  const messages = new Map<string, MessageNames>();
  const enums = new Map<string, EnumName>();
  const files = schema.files.map((source): NamedFile => {
    const home = `${paths.claim(source.path.replace(/\.proto$/, ""))}.ts`;
    const reserved = new Set([...reservedWords.split(" "), ...localNames.split(" ")]);
    const declared = [...source.messages, ...source.enums].map((type) => type.typeName);
    const scope = new NameScope([...reserved, ...declared]);
    const nameOf = (typeName: string) => (reserved.has(typeName) ? scope.claim(typeName) : typeName);
    for (const { fullName, typeName } of source.enums) enums.set(fullName, { home, name: nameOf(typeName) });
    for (const { fullName, typeName } of source.messages) {
      const view = nameOf(typeName);
      const object = scope.claim(`${view}Object`);
      const init = scope.claim(`${view}Init`);
      messages.set(fullName, { home, view, object, init, shape: scope.claim(`${view}Shape`) });
    }
    return { source, path: home, scope };
  });
  return { files, messages, enums };
}

/** The first letter in upper case, for a name behind a verb: `ensureInstrument`. */
export function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
