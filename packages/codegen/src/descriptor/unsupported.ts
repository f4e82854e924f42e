import {
  type DescEnum,
  type DescExtension,
  type DescField,
  type DescFile,
  type DescMessage,
  isFieldSet,
  ScalarType,
} from "@bufbuild/protobuf";
import { nestedTypes } from "@bufbuild/protobuf/reflect";
import {
  Edition,
  FieldDescriptorProtoSchema,
  FeatureSet_FieldPresence as Presence,
  FieldDescriptorProto_Type as Type,
} from "@bufbuild/protobuf/wkt";
import type { Refusal } from "./refusal.ts";
import type { Source } from "./source.ts";

/** Nothing that ends a line, a comment or a literal, or leaves the folder. */
const plainPath = /^(?!\/)(?!(?:.*\/)?\.\.(?:\/|$))[\p{L}\p{N}_ .+@/-]+$/u;

/**
 * Refuses what a file declares beyond proto3: the file itself when it is proto2, of an edition that is too new, or of a
 * path that generated code could not name, groups
 * and delimited messages, extensions and their ranges, defaults, required fields, closed enums, strings that may hold
 * anything, and types from files that are not in `generated`.
 */
export function refuseUnsupported(file: DescFile, source: Source, generated: ReadonlySet<string>): Refusal[] {
  const proto2 = file.edition === Edition.EDITION_PROTO2;
  const refusals: Refusal[] = [];
  if (proto2) {
    refusals.push({
      location: source.syntax(),
      reason: 'proto2 is not supported; write `syntax = "proto3";`',
    });
  }
  if (file.edition > Edition.EDITION_2024) {
    refusals.push({
      location: source.syntax(),
      reason: "editions after 2024 are not supported; write edition 2024",
    });
  }
  if (!plainPath.test(file.proto.name)) {
    refusals.push({
      location: { file: file.proto.name, line: 0, column: 0 },
      reason:
        "the path stands in generated code and names its files; rename the file, with letters, digits, spaces and _ - . + @",
    });
  }
  for (const type of nestedTypes(file)) {
    if (type.kind === "extension") refusals.push(...refuseExtension(type, source));
    if (type.kind === "enum" && !proto2) refusals.push(...refuseClosed(type, source));
    if (type.kind === "message") refusals.push(...refuseInMessage(type, source, generated, proto2));
  }
  return refusals;
}

/** Extensions of the schema language's own options (custom options) leave no trace in a message and are let pass. */
function refuseExtension(extension: DescExtension, source: Source): Refusal[] {
  if (/^google\.protobuf\.\w+Options$/.test(extension.extendee.typeName)) return [];
  return [
    {
      location: source.locate(extension),
      reason: `extensions are not supported; declare ${extension.name} as a field of ${extension.extendee.typeName}`,
    },
  ];
}

function refuseClosed(declared: DescEnum, source: Source): Refusal[] {
  if (declared.open) return [];
  return [
    {
      location: source.locate(declared),
      reason: `enum ${declared.name} is closed, which is not supported; remove features.enum_type = CLOSED`,
    },
  ];
}

function refuseInMessage(
  message: DescMessage,
  source: Source,
  generated: ReadonlySet<string>,
  proto2: boolean,
): Refusal[] {
  const refusals: Refusal[] = message.proto.extensionRange.map((_, index) => ({
    location: source.locateExtensionRange(message, index),
    reason: `message ${message.name} reserves numbers for extensions, which are not supported; remove the range`,
  }));
  for (const field of message.fields) {
    const location = source.locate(field);
    for (const reason of [...refuseConstructs(field, proto2), ...refuseMissingType(field, generated)]) {
      refusals.push({ location, reason });
    }
  }
  return refusals;
}

function refuseConstructs(field: DescField, proto2: boolean): string[] {
  const reasons: string[] = [];
  if (field.proto.type === Type.GROUP && proto2) {
    reasons.push(`group ${field.message?.name} is not supported; declare a message and a field of that type`);
  } else if ("delimitedEncoding" in field && field.delimitedEncoding) {
    reasons.push(
      `field ${field.name} is delimited, which is not supported; remove features.message_encoding`,
    );
  }
  if (field.presence === Presence.LEGACY_REQUIRED) {
    reasons.push(`field ${field.name} is required, which is not supported; make it optional`);
  }
  if (isFieldSet(field.proto, FieldDescriptorProtoSchema.field.defaultValue)) {
    reasons.push(
      `field ${field.name} has a default of its own, which is not supported; every default is zero or empty`,
    );
  }
  if (!field.utf8Validation && !proto2 && holdsStrings(field)) {
    reasons.push(
      `field ${field.name} allows text that is not UTF-8, which is not supported; declare it as bytes`,
    );
  }
  return reasons;
}

function holdsStrings(field: DescField): boolean {
  if (field.fieldKind === "map" && field.mapKey === ScalarType.STRING) return true;
  return field.scalar === ScalarType.STRING;
}

function refuseMissingType(field: DescField, generated: ReadonlySet<string>): string[] {
  const type = field.message ?? field.enum;
  if (type === undefined || generated.has(type.file.proto.name)) return [];
  const home = type.file.proto.name;
  if (type.file.edition === Edition.EDITION_PROTO2) {
    return [
      `field ${field.name} is of type ${type.typeName}, from ${home}, which is proto2 and not supported`,
    ];
  }
  return [
    `field ${field.name} is of type ${type.typeName}, but ${home} is not among the files to generate; ` +
      "in buf.gen.yaml set `strategy: all`, `include_imports: true` and `include_wkt: true`",
  ];
}
