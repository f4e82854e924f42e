import type { GeneratedFile } from "../generated-file.ts";
import type { SchemaLayout } from "../layout/schema.ts";
import { file } from "./file.ts";
import { FileScope } from "./file-scope.ts";
import { indexFile } from "./index-file.ts";
import { nameSchema } from "./names.ts";

/**
 * The TypeScript of a schema: a file of views for each schema file, and `index.ts`.
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
    { name: "index.ts", content: indexFile(layout, names, runtimeModule) },
  ];
}
