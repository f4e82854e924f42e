import type { GeneratedFile } from "../generated-file.ts";
import type { SchemaLayout } from "../layout/schema.ts";
import { file } from "./file.ts";
import { FileScope } from "./file-scope.ts";
import { indexFile } from "./index-file.ts";
import { nameSchema } from "./names.ts";
import { schemaFile } from "./schema-file.ts";

/**
 * The TypeScript of a schema: a file of views for each schema file, `schema.ts` for an arena, and `index.ts` with all of it.
 *
 * @param runtimeModule - what generated files import the runtime from
 */
export function generateTypeScript(layout: SchemaLayout, runtimeModule: string): GeneratedFile[] {
  const names = nameSchema(layout.schema);
  return [
    ...names.files.map((named) => ({
      name: named.path,
      content: file(named.source, layout, new FileScope(named, names, runtimeModule)),
    })),
    { name: "schema.ts", content: schemaFile(layout, runtimeModule) },
    { name: "index.ts", content: indexFile(layout, names, runtimeModule) },
  ];
}
