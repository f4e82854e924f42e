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
import { generate } from "./generate.ts";
import { parseOptions } from "./options.ts";

/** The protoc plugin: one target per run. A schema that it refuses makes a response with an error and no files. */
export const plugin: Parameters<typeof runNodeJs>[0] = {
  name: "strait-codegen",
  version: packageJson.version,
  run(request: CodeGeneratorRequest): CodeGeneratorResponse {
    const result = generate(request, parseOptions(request.parameter));
    return create(CodeGeneratorResponseSchema, {
      supportedFeatures: BigInt(Feature.PROTO3_OPTIONAL | Feature.SUPPORTS_EDITIONS),
      minimumEdition: Edition.EDITION_2023,
      maximumEdition: Edition.EDITION_2024,
      ...("error" in result ? { error: result.error } : { file: result.files }),
    });
  },
};
