import type { GeneratedFile } from "../generated-file.ts";
import type { SchemaLayout } from "../layout/schema.ts";
import { rustModule } from "./module.ts";
import { nameRust } from "./names.ts";
import { rustRoot } from "./root.ts";

/**
 * The Rust of a schema: a module for each schema file, and `mod.rs`.
 *
 * @param crate - name of the crate with the cell types
 */
export function generateRust(layout: SchemaLayout, crate: string): GeneratedFile[] {
  const names = nameRust(layout.schema);
  const modules = names.modules.map(({ source, module }) => {
    const typeName = (fullName: string) => {
      const type = names.type(fullName);
      return type.module === module ? type.name : `super::${type.module}::${type.name}`;
    };
    return {
      name: `${module.replace(/^r#/, "")}.rs`,
      content: rustModule(source, { crate, layout, typeName }),
    };
  });
  return [...modules, { name: "mod.rs", content: rustRoot(layout, crate, names) }];
}
