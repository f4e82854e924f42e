import fc from "fast-check";
import { type Field, type FieldRule, type FieldType, scalarKinds } from "../../src/descriptor/schema.ts";

const nowhere = { file: "random.proto", line: 0, column: 0 };

/** A field as a descriptor would declare it. */
export function field(number: number, type: FieldType, rule: FieldRule, name = `field_${number}`): Field {
  return { name, number, type, rule, location: nowhere, comment: "", deprecated: false };
}

const anyType: fc.Arbitrary<FieldType> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...scalarKinds).map((kind) => ({ kind })) },
  { weight: 1, arbitrary: fc.constant({ kind: "enum", name: "random.Enum" } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: "message", name: "random.Message" } as const) },
);

const keyKinds = scalarKinds.filter((kind) => kind !== "double" && kind !== "float" && kind !== "bytes");

function anyRule(type: FieldType): fc.Arbitrary<FieldRule> {
  const rules: fc.Arbitrary<FieldRule>[] = [
    fc.constant({ rule: "singular" }),
    fc.constantFrom("a", "b").map((name) => ({ rule: "oneof", oneof: `choice_${name}` })),
    fc.boolean().map((packed) => ({ rule: "repeated", packed })),
    fc.constantFrom(...keyKinds).map((key) => ({ rule: "map", key })),
  ];
  if (type.kind !== "message") rules.push(fc.constant({ rule: "optional" }));
  return fc.oneof(...rules);
}

/** The fields of a random message, by number: every kind and rule, up to two oneofs, enough optionals for two words. */
export const anyFields: fc.Arbitrary<Field[]> = fc
  .uniqueArray(
    fc.tuple(
      fc.integer({ min: 1, max: 2 ** 29 - 1 }),
      anyType.chain((type) => fc.tuple(fc.constant(type), anyRule(type))),
    ),
    { maxLength: 80, selector: ([number]) => number },
  )
  .map((drafts) =>
    drafts.sort(([a], [b]) => a - b).map(([number, [type, rule]]) => field(number, type, rule)),
  );
