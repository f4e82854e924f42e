import { create, fromBinary } from "@bufbuild/protobuf";
import {
  type CodeGeneratorRequest,
  CodeGeneratorRequestSchema,
  FileDescriptorSetSchema,
} from "@bufbuild/protobuf/wkt";
import { refuseCollisions } from "./collisions.ts";
import { readSchema } from "./descriptor/read.ts";
import { formatRefusals } from "./descriptor/refusal.ts";
import type { GeneratedFile } from "./generated-file.ts";
import { refuseBeyondLimits } from "./layout/limits.ts";
import { layoutSchema } from "./layout/schema.ts";
import type { Options } from "./options.ts";
import { generateRust } from "./rust/generate.ts";
import { generateTypeScript } from "./typescript/generate.ts";

/** Generated files, or why the schema was refused: a line for each reason. */
export type Generated = { readonly files: GeneratedFile[] } | { readonly error: string };

/** Generates the files of one target. */
export function generate(request: CodeGeneratorRequest, options: Options): Generated {
  const { schema, refusals } = readSchema(request);
  const all = [...refusals, ...refuseCollisions(schema), ...refuseBeyondLimits(schema)];
  if (all.length > 0) return { error: formatRefusals(all) };
  const layout = layoutSchema(schema);
  return {
    files:
      options.target === "rust"
        ? generateRust(layout, options.crate)
        : generateTypeScript(layout, options.runtime),
  };
}

/**
 * Generates the files of one target for a whole schema, imports included, from what `buf build` or
 * `protoc --descriptor_set_out --include_imports --include_source_info` write.
 *
 * @example
 * generateFromImage(readFileSync("schema.binpb"), { target: "rust", crate: "strait_native" });
 */
export function generateFromImage(image: Uint8Array, options: Options): Generated {
  const { file } = fromBinary(FileDescriptorSetSchema, image);
  const request = create(CodeGeneratorRequestSchema, {
    protoFile: file,
    fileToGenerate: file.map(({ name }) => name),
  });
  return generate(request, options);
}
