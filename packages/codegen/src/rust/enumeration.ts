import type { Enumeration } from "../descriptor/schema.ts";
import { NameScope } from "../names.ts";
import { rustDocumentation } from "./documentation.ts";
import { memberIdentifier } from "./names.ts";

/** An enum as constants in the namespace of a type without values: cells hold any number, since proto3 enums are open. */
export function rustEnumeration({ values, ...declaration }: Enumeration, type: string): string[] {
  const scope = new NameScope(values.map(({ shortName }) => shortName));
  const lines = [...rustDocumentation(declaration, ""), `pub enum ${type} {}`, "", `impl ${type} {`];
  for (const value of values) {
    lines.push(...rustDocumentation(value, "    "));
    lines.push(`    pub const ${memberIdentifier(value.shortName, scope)}: i32 = ${value.number};`);
  }
  lines.push("}");
  return lines;
}
