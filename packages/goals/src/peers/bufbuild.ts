import { readFileSync } from "node:fs";
import { createFileRegistry, type DescMessage, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";

/** A message of the schema for @bufbuild/protobuf, from the descriptors that `tools/generate.ts` makes. */
export function loadWithBufbuild(typeName: string): DescMessage {
  const image = readFileSync(new URL("../generated/schema.binpb", import.meta.url));
  const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, image));
  const found = registry.getMessage(`strait.stress.v1.${typeName}`);
  if (found === undefined)
    throw new Error(`the compiled schema has no ${typeName}; run \`npx nx run goals:build\``);
  return found;
}
