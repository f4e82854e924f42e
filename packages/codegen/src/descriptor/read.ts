import {
  create,
  createFileRegistry,
  type DescEnum,
  type DescFile,
  type DescMessage,
} from "@bufbuild/protobuf";
import { nestedTypes } from "@bufbuild/protobuf/reflect";
import { type CodeGeneratorRequest, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { readField } from "./field.ts";
import type { Refusal } from "./refusal.ts";
import type { Declaration, Enumeration, EnumValue, Message, Schema, SchemaFile } from "./schema.ts";
import { type DescribedElement, Source } from "./source.ts";
import { refuseUnsupported } from "./unsupported.ts";

/**
 * Only options of the schema language itself are made of the messages in this file, so schemas import it to declare
 * custom options. It is proto2 and never generated.
 */
const languageFile = "google/protobuf/descriptor.proto";

/** The schema of a request, and everything in it that the generator does not support. */
export function readSchema(request: CodeGeneratorRequest): {
  readonly schema: Schema;
  readonly refusals: readonly Refusal[];
} {
  const registry = createFileRegistry(create(FileDescriptorSetSchema, { file: request.protoFile }));
  const generated = new Set(request.fileToGenerate.filter((name) => name !== languageFile));
  const files: SchemaFile[] = [];
  const refusals: Refusal[] = [];
  for (const file of registry.files) {
    if (!generated.has(file.proto.name)) continue;
    const source = new Source(file);
    refusals.push(...refuseUnsupported(file, source, generated));
    const read = readFile(file, source);
    if (read.messages.length + read.enums.length > 0) files.push(read);
  }
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  const own = files.find((file) => !file.path.startsWith("google/protobuf/"));
  return { schema: { package: (own ?? files[0])?.package ?? "", files }, refusals };
}

function readFile(file: DescFile, source: Source): SchemaFile {
  const messages: Message[] = [];
  const enums: Enumeration[] = [];
  for (const type of nestedTypes(file)) {
    if (type.kind === "message") messages.push(readMessage(type, source));
    if (type.kind === "enum") enums.push(readEnum(type, source));
  }
  return {
    path: file.proto.name,
    package: file.proto.package,
    comment: source.packageComment(),
    messages,
    enums,
  };
}

function readMessage(message: DescMessage, source: Source): Message {
  return {
    ...readDeclaration(message, source),
    fullName: message.typeName,
    typeName: flatName(message),
    fields: message.fields
      .map((field) => ({ ...readDeclaration(field, source), ...readField(field) }))
      .sort((a, b) => a.number - b.number),
    oneofs: message.oneofs.map((oneof) => readDeclaration(oneof, source)),
  };
}

function readEnum(declared: DescEnum, source: Source): Enumeration {
  const prefix = declared.sharedPrefix?.length ?? 0;
  const values: EnumValue[] = declared.values.map((value, index) => ({
    name: value.name,
    location: source.locateValue(declared, index),
    comment: source.commentOfValue(declared, index),
    deprecated: value.deprecated,
    number: value.number,
    shortName: value.name.slice(prefix),
  }));
  return {
    ...readDeclaration(declared, source),
    fullName: declared.typeName,
    typeName: flatName(declared),
    values,
  };
}

function readDeclaration(element: DescribedElement, source: Source): Declaration {
  return {
    name: element.name,
    location: source.locate(element),
    comment: source.comment(element),
    deprecated: element.deprecated,
  };
}

/** `Outer_Inner` for a message or enum `Inner` that is declared in a message `Outer`. */
function flatName(type: DescMessage | DescEnum): string {
  return type.parent === undefined ? type.name : `${flatName(type.parent)}_${type.name}`;
}
