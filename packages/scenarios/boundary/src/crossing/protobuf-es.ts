import { create, fromBinary, type Message, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import type { GenMessage } from "@bufbuild/protobuf/codegenv2";
import { addon } from "../addon.ts";
import { withBigInts } from "../content/big-integers.ts";
import type { Content, MessageName } from "../generated/content.ts";
import { DoublesMessageSchema, MixedMessageSchema } from "../generated/es/strait/stress/v1/comparison_pb.ts";
import * as race from "../generated/es/strait/stress/v1/race_pb.ts";
import { type Received, readers } from "../generated/read/es.ts";
import { type Crossing, lane, messageNumber } from "./crossing.ts";

type Codec<Name extends MessageName> = {
  create(content: Content[Name]): Received[Name];
  encode(message: Received[Name]): Uint8Array;
  decode(bytes: Uint8Array): Received[Name];
};

/** The messages by name. */
export const codecs: { readonly [Name in MessageName]: Codec<Name> } = {
  BoundingRectangle: codecOf(race.BoundingRectangleSchema),
  NodeStatus: codecOf(race.NodeStatusSchema),
  NamePair: codecOf(race.NamePairSchema),
  ChainLink: codecOf(race.ChainLinkSchema),
  DoublesMessage: codecOf(DoublesMessageSchema),
  MixedMessage: codecOf(MixedMessageSchema),
  TextPage: codecOf(race.TextPageSchema),
  DoublesBatch: codecOf(race.DoublesBatchSchema),
  MixedBatch: codecOf(race.MixedBatchSchema),
  TextBatch: codecOf(race.TextBatchSchema),
  ChainBatch: codecOf(race.ChainBatchSchema),
};

/** Protobuf bytes: @bufbuild/protobuf here, prost there. The data is held as its messages, which are plain objects. */
export const protobufEs: Crossing = {
  name: "protobuf-es",
  limits: { negativeZero: "prost takes -0 for the default 0 and leaves it out" },
  prepare(name, content) {
    const number = messageNumber(name);
    const codec = codecs[name];
    const held = codec.create(withBigInts(name, content));
    return lane(() => codec.decode(addon.protobuf(number, codec.encode(held))), readers[name]);
  },
};

function codecOf<Shape extends Message>(schema: GenMessage<Shape>) {
  return {
    // Content differs from what the type wants in that its 64-bit integers may be numbers; these are bigints.
    create: (content: object): Shape => create(schema, content as MessageInitShape<GenMessage<Shape>>),
    encode: (message: Shape): Uint8Array => toBinary(schema, message),
    decode: (bytes: Uint8Array): Shape => fromBinary(schema, bytes),
  };
}
