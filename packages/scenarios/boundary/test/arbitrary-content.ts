import fc from "fast-check";
import type { Limits } from "../src/crossing/crossing.ts";
import {
  type Content,
  type Field,
  type MessageName,
  messageFields,
  messageNames,
} from "../src/generated/content.ts";

/** Messages with any content that a crossing with these limits can carry, and whose answer it can. */
export function arbitraryContent<Name extends MessageName>(
  name: Name,
  limits: Limits,
): fc.Arbitrary<Content[Name]> {
  const message = messageArbitrary(name, limits, 4);
  // The fields are those of the message's type, by the same generated table.
  return message as fc.Arbitrary<Content[Name]>;
}

function messageArbitrary(name: MessageName, limits: Limits, depth: number): fc.Arbitrary<object> {
  const properties = messageFields[name].map((field) => [
    field.property,
    valueArbitrary(field, limits, depth),
  ]);
  return fc.record(Object.fromEntries(properties));
}

function valueArbitrary(field: Field, limits: Limits, depth: number): fc.Arbitrary<unknown> {
  const inner = messageNames.find((name) => name === field.message);
  switch (field.kind) {
    case "int32":
      return fc.integer();
    case "int64":
      return limits.largeIntegers === undefined
        ? fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
        : fc.integer({ min: -(2 ** 52), max: 2 ** 52 });
    case "double": {
      const finiteOnly = limits.nonFinite !== undefined;
      const doubles = fc.double({ noNaN: finiteOnly, noDefaultInfinity: finiteOnly });
      // The answer to 0 is -0.
      return limits.negativeZero === undefined ? doubles : doubles.filter((value) => value !== 0);
    }
    case "bool":
      return fc.boolean();
    case "string": {
      const { zeroCharacter, leadingByteOrderMark } = limits;
      return fc
        .string({ unit: "binary", maxLength: 40 })
        .map((text) => (zeroCharacter === undefined ? text : text.replaceAll("\0", "\u0001")))
        .map((text) => (leadingByteOrderMark === undefined ? text : text.replace(/^\ufeff+/, "")));
    }
    case "child":
      return inner === undefined || depth === 0
        ? fc.constant(undefined)
        : fc.option(messageArbitrary(inner, limits, depth - 1), { nil: undefined });
    case "list":
      return inner === undefined
        ? fc.constant([])
        : fc.array(messageArbitrary(inner, limits, depth), { maxLength: 4 });
  }
}
