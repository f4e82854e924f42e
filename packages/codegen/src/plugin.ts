import { create } from "@bufbuild/protobuf";
import {
  type CodeGeneratorRequest,
  type CodeGeneratorResponse,
  CodeGeneratorResponseSchema,
  Edition,
  CodeGeneratorResponse_Feature as Feature,
} from "@bufbuild/protobuf/wkt";
import type { runNodeJs } from "@bufbuild/protoplugin";
import packageJson from "../package.json" with { type: "json" };
import { refuseCollisions } from "./collisions.ts";
import { readSchema } from "./descriptor/read.ts";
import { formatRefusals } from "./descriptor/refusal.ts";
import type { GeneratedFile } from "./generated-file.ts";
import { refuseBeyondLimits } from "./layout/limits.ts";
import { layoutSchema } from "./layout/schema.ts";
import { parseOptions } from "./options.ts";
import { generateRust } from "./rust/generate.ts";
import { generateTypeScript } from "./typescript/generate.ts";

/** The protoc plugin: one target per run. A schema that it refuses makes a response with an error and no files. */
export const plugin: Parameters<typeof runNodeJs>[0] = {
  name: "strait-codegen",
  version: packageJson.version,
  run(request: CodeGeneratorRequest): CodeGeneratorResponse {
    const result = generate(request);
    return create(CodeGeneratorResponseSchema, {
      supportedFeatures: BigInt(Feature.PROTO3_OPTIONAL | Feature.SUPPORTS_EDITIONS),
      minimumEdition: Edition.EDITION_2023,
      maximumEdition: Edition.EDITION_2024,
      ...("error" in result ? { error: result.error } : { file: result.files }),
    });
  },
};

function generate(
  request: CodeGeneratorRequest,
): { readonly files: GeneratedFile[] } | { readonly error: string } {
  const options = parseOptions(request.parameter);
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
