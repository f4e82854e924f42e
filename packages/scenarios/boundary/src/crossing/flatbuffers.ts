import * as flatbuffers from "flatbuffers";
import { addon } from "../addon.ts";
import * as race from "../generated/flatbuffers/race.ts";
import { builders } from "../generated/flatbuffers/write.ts";
import { readers } from "../generated/read/flatbuffers.ts";
import { type Crossing, lane, messageNumber } from "./crossing.ts";

const builder = new flatbuffers.Builder(64 * 1024);

const roots = {
  BoundingRectangle: race.BoundingRectangle.getRootAsBoundingRectangle,
  NodeStatus: race.NodeStatus.getRootAsNodeStatus,
  NamePair: race.NamePair.getRootAsNamePair,
  ChainLink: race.ChainLink.getRootAsChainLink,
  DoublesMessage: race.DoublesMessage.getRootAsDoublesMessage,
  MixedMessage: race.MixedMessage.getRootAsMixedMessage,
  TextPage: race.TextPage.getRootAsTextPage,
  DoublesBatch: race.DoublesBatch.getRootAsDoublesBatch,
  MixedBatch: race.MixedBatch.getRootAsMixedBatch,
  TextBatch: race.TextBatch.getRootAsTextBatch,
  ChainBatch: race.ChainBatch.getRootAsChainBatch,
};

/** FlatBuffers: built here with a builder that is kept, read there in place, and the other way round. */
export const flatBuffers: Crossing = {
  name: "flatbuffers",
  limits: {
    negativeZero: "both builders take -0 for the default 0 and leave it out",
    leadingByteOrderMark: "its TextDecoder takes it for no part of the text",
  },
  prepare(name, content) {
    const number = messageNumber(name);
    const build = builders[name];
    const rootOf = roots[name];
    const send = () => {
      builder.clear();
      builder.finish(build(builder, content));
      return rootOf(new flatbuffers.ByteBuffer(addon.flatBuffers(number, builder.asUint8Array())));
    };
    return lane(send, readers[name]);
  },
};
