import type { createBoundaryArena } from "../addon.ts";
import { sharedArena } from "./arena.ts";
import type { Crossing } from "./crossing.ts";
import { external } from "./external.ts";
import { flatBuffers } from "./flatbuffers.ts";
import { googleProtobuf } from "./google-protobuf.ts";
import { json } from "./json.ts";
import { koffiStructs } from "./koffi.ts";
import { messagePack } from "./messagepack.ts";
import { napiRs } from "./napi-rs.ts";
import { properties } from "./properties.ts";
import { protobufEs } from "./protobuf-es.ts";
import { protobufjs } from "./protobufjs.ts";

/** Every way of crossing; the first is what the others are held against. */
export function allCrossings(arena: ReturnType<typeof createBoundaryArena>): readonly Crossing[] {
  return [
    sharedArena(arena),
    external,
    properties,
    napiRs,
    koffiStructs,
    flatBuffers,
    protobufjs,
    protobufEs,
    googleProtobuf,
    json,
    messagePack,
  ];
}
