import { addon } from "../addon.ts";
import * as race from "../generated/google/race_pb.cjs";
import { makers } from "../generated/google/write.ts";
import { readers } from "../generated/read/google.ts";
import { type Crossing, lane, messageNumber } from "./crossing.ts";

const types = {
  BoundingRectangle: race.BoundingRectangle,
  NodeStatus: race.NodeStatus,
  NamePair: race.NamePair,
  ChainLink: race.ChainLink,
  DoublesMessage: race.DoublesMessage,
  MixedMessage: race.MixedMessage,
  TextPage: race.TextPage,
  DoublesBatch: race.DoublesBatch,
  MixedBatch: race.MixedBatch,
  TextBatch: race.TextBatch,
  ChainBatch: race.ChainBatch,
};

/** Protobuf bytes: google-protobuf here, prost there. Its messages are made from the data with their setters. */
export const googleProtobuf: Crossing = {
  name: "google-protobuf",
  limits: {
    negativeZero: "google-protobuf and prost take -0 for the default 0 and leave it out",
    leadingByteOrderMark: "its TextDecoder takes it for no part of the text",
  },
  prepare(name, content) {
    const number = messageNumber(name);
    const type = types[name];
    const make = makers[name];
    return lane(
      () => type.deserializeBinary(addon.protobuf(number, make(content).serializeBinary())),
      readers[name],
    );
  },
};
