import { addon } from "../addon.ts";
import type { Content, MessageName } from "../generated/content.ts";
import { type Received, readers } from "../generated/read/napi-rs.ts";
import { type Crossing, lane } from "./crossing.ts";

const { objects } = addon;
const exchanges: { readonly [Name in MessageName]: (message: Content[Name]) => Received[Name] } = {
  BoundingRectangle: objects.boundingRectangle,
  NodeStatus: objects.nodeStatus,
  NamePair: objects.namePair,
  ChainLink: objects.chainLink,
  DoublesMessage: objects.doublesMessage,
  MixedMessage: objects.mixedMessage,
  TextPage: objects.textPage,
  DoublesBatch: objects.doublesBatch,
  MixedBatch: objects.mixedBatch,
  TextBatch: objects.textBatch,
  ChainBatch: objects.chainBatch,
};

/** Plain objects, read and built by napi-rs for structs with `#[napi(object)]`. */
export const napiRs: Crossing = {
  name: "napi-rs",
  limits: { largeIntegers: "napi-rs takes an i64 from a Number" },
  prepare(name, content) {
    const exchange = exchanges[name];
    return lane(() => exchange(content), readers[name]);
  },
};
