/** A protoc plugin: descriptor, memory layout, Rust and TypeScript. Run it as `node packages/codegen/src/main.ts`. */
export { readSchema } from "./descriptor/read.ts";
export { formatRefusals, type Refusal } from "./descriptor/refusal.ts";
export type {
  Enumeration,
  Field,
  FieldRule,
  FieldType,
  Message,
  Schema,
  SchemaFile,
} from "./descriptor/schema.ts";
export { type Generated, generateFromImage } from "./generate.ts";
export type { GeneratedFile } from "./generated-file.ts";
export { describeLayout } from "./layout/describe.ts";
export { type EnumLayout, layoutSchema, type MessageLayout, type SchemaLayout } from "./layout/schema.ts";
export { classBytes, sizeClassOf } from "./layout/size-class.ts";
export { type FieldLayout, layoutStruct, type StructLayout } from "./layout/struct.ts";
export type { Options } from "./options.ts";
export { plugin } from "./plugin.ts";
