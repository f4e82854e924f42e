import fc from "fast-check";
import type { FieldType, MessageType } from "./typescript/runtime.ts";

/** Values of a field as `toObject` returns them, with 64-bit integers as numbers where those are exact. */
function contentOf(field: FieldType): fc.Arbitrary<unknown> {
  switch (field.kind) {
    case "double":
      return fc.double();
    case "float":
      return fc.float();
    case "bool":
      return fc.boolean();
    case "string":
      return fc.string({ minLength: 1 });
    case "bytes":
      return fc.uint8Array({ minLength: 1 });
    case "int32":
    case "sint32":
    case "sfixed32":
    case "enum":
      return fc.integer();
    case "uint32":
    case "fixed32":
      return fc.nat(2 ** 32 - 1);
    case "message":
      return field.message === undefined ? fc.constant({}) : plainOf(field.message());
    default: {
      const [min, max] =
        field.kind.startsWith("u") || field.kind === "fixed64"
          ? [0n, 2n ** 64n - 1n]
          : [-(2n ** 63n), 2n ** 63n - 1n];
      return fc
        .bigInt({ min, max })
        .map((value) => (Number.isSafeInteger(Number(value)) ? Number(value) : value));
    }
  }
}

function fieldValue(field: FieldType): fc.Arbitrary<unknown> {
  if (field.rule === "repeated") return fc.array(contentOf(field), { maxLength: 4 });
  if (field.rule === "map") {
    const key = contentOf({ ...field, kind: field.key ?? "string" });
    return fc.array(fc.tuple(key, contentOf(field)), { maxLength: 4 }).map((entries) => new Map(entries));
  }
  if (field.rule === "optional" || field.kind === "message")
    return fc.option(contentOf(field), { nil: undefined });
  return contentOf(field);
}

/** Plain objects of a message type. */
export function plainOf(type: MessageType): fc.Arbitrary<Record<string, unknown>> {
  const outside = type.fields.filter((field) => field.oneof === undefined);
  const members = type.fields.filter((field) => field.oneof !== undefined);
  const record = fc.record(Object.fromEntries(outside.map((field) => [field.property, fieldValue(field)])));
  if (members.length === 0) return record;
  const oneof = fc.option(
    fc.oneof(
      ...members.map((field) => fc.record({ case: fc.constant(field.property), value: contentOf(field) })),
    ),
    { nil: undefined },
  );
  return fc.tuple(record, oneof).map(([fields, source]) => ({ ...fields, source }));
}
