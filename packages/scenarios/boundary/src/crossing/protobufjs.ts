import protobuf from "protobufjs/light.js";
import { addon } from "../addon.ts";
import {
  type Content,
  type Field,
  type MessageName,
  messageFields,
  messageNames,
} from "../generated/content.ts";
import { type Received, readers } from "../generated/read/protobufjs.ts";
import { type Crossing, lane, messageNumber } from "./crossing.ts";

// As `pbjs --force-number` makes code that reads 64-bit integers as numbers: without an allocation for each.
Reflect.set(protobuf.util, "Long", undefined);
protobuf.configure();

/** A reflected type, as what it encodes and decodes. */
type Codec<Name extends MessageName> = {
  encode(message: Content[Name]): { finish(): Uint8Array };
  decode(bytes: Uint8Array): Received[Name];
};

/** The types, which protobufjs compiles to the same code at their first use that its static generator writes. */
export const types = loadTypes();

/** Protobuf bytes: protobufjs here, prost there. */
export const protobufjs: Crossing = {
  name: "protobufjs",
  limits: {
    largeIntegers: "protobufjs is set to read 64-bit integers as numbers",
    negativeZero: "prost takes -0 for the default 0 and leaves it out",
  },
  prepare(name, content) {
    const number = messageNumber(name);
    const type = types[name];
    return lane(() => type.decode(addon.protobuf(number, type.encode(content).finish())), readers[name]);
  },
};

function loadTypes(): { readonly [Name in MessageName]: Codec<Name> } {
  const fieldOf = ({ property, number, kind, message }: Field) => [
    property,
    {
      id: number,
      type: kind === "child" || kind === "list" ? message : kind,
      ...(kind === "list" ? { rule: "repeated" } : {}),
    },
  ];
  const nested = messageNames.map((name) => [
    name,
    { fields: Object.fromEntries(messageFields[name].map(fieldOf)) },
  ]);
  const root = protobuf.Root.fromJSON({ nested: Object.fromEntries(nested) });
  // Each was made above from the fields of its content.
  const entries = messageNames.map((name) => [name, root.lookupType(name)]);
  return Object.fromEntries(entries) as { readonly [Name in MessageName]: Codec<Name> };
}
