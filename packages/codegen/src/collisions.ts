import type { Refusal } from "./descriptor/refusal.ts";
import type { Message, Schema, SchemaFile, SourceLocation } from "./descriptor/schema.ts";
import { moduleName } from "./rust/names.ts";
import { propertyName } from "./typescript/properties.ts";

/** A declaration, and the name that it gets in generated code. */
type Claim = { readonly name: string; readonly mapped: string; readonly location: SourceLocation };

/** Refuses names that differ in the schema but not in generated code, where no underscore could tell them apart for long. */
export function refuseCollisions(schema: Schema): Refusal[] {
  const messages = schema.files.flatMap((file) => file.messages);
  const enums = schema.files.flatMap((file) => file.enums);
  return [
    ...collisions(schema.files.map(moduleClaim)),
    ...filesByPackage(schema).flatMap((files) => collisions(files.flatMap(typeClaims))),
    ...messages.flatMap((message) => collisions(propertyClaims(message))),
    ...enums.flatMap(({ values }) =>
      collisions(values.map(({ name, shortName, location }) => ({ name, mapped: shortName, location }))),
    ),
  ];
}

function collisions(claims: readonly Claim[]): Refusal[] {
  const holders = new Map<string, Claim>();
  return claims.flatMap((claim) => {
    const holder = holders.get(claim.mapped);
    if (holder === undefined) {
      holders.set(claim.mapped, claim);
      return [];
    }
    const reason = `${claim.name} and ${holder.name} would both be ${claim.mapped} in generated code; rename one`;
    return [{ location: claim.location, reason }];
  });
}

function moduleClaim({ path }: SchemaFile): Claim {
  return { name: path, mapped: `module ${moduleName(path)}`, location: { file: path, line: 0, column: 0 } };
}

function filesByPackage({ files }: Schema): SchemaFile[][] {
  return [...Map.groupBy(files, (file) => file.package).values()];
}

function typeClaims({ messages, enums }: SchemaFile): Claim[] {
  return [...messages, ...enums].map(({ fullName, typeName, location }) => ({
    name: fullName,
    mapped: typeName,
    location,
  }));
}

function propertyClaims({ fields, oneofs }: Message): Claim[] {
  return [...fields, ...oneofs].map(({ name, location }) => ({ name, mapped: propertyName(name), location }));
}
