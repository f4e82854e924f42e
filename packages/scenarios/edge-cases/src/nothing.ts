import type { Arena, MessageView } from "@strait/native";
import type { MessageType } from "@strait/native/runtime";
import {
  OnlyMap,
  OnlyMessage,
  OnlyOneof,
  OnlyOptional,
  OnlyRepeated,
  OnlyString,
} from "@strait/native/stress/boundaries";
import { OptionalScalars } from "@strait/native/stress/scalars";

/** A way of holding nothing: what a reader finds, and the wire bytes by hand, which tell absent from empty. */
export type Nothing = {
  readonly name: string;
  readonly type: MessageType;
  make(arena: Arena): MessageView & { toObject(): object };
  readonly object: object;
  readonly wire: readonly number[];
};

const emptyBytes = new Uint8Array(0);

export const nothings: readonly Nothing[] = [
  {
    name: "an optional number that is absent",
    type: OnlyOptional.type,
    make: (arena) => OnlyOptional.create(arena),
    object: { correction: undefined },
    wire: [],
  },
  {
    name: "an optional number that was set and taken away",
    type: OnlyOptional.type,
    make(arena) {
      const message = OnlyOptional.create(arena);
      message.correction = 5;
      message.correction = undefined;
      return message;
    },
    object: { correction: undefined },
    wire: [],
  },
  {
    name: "an optional number that is zero",
    type: OnlyOptional.type,
    make: (arena) => OnlyOptional.create(arena).assign({ correction: 0 }),
    object: { correction: 0 },
    wire: [0x08, 0],
  },
  {
    name: "a text of no characters",
    type: OnlyString.type,
    make: (arena) => OnlyString.create(arena).assign({ text: "" }),
    object: { text: "" },
    wire: [],
  },
  {
    name: "a text that was emptied",
    type: OnlyString.type,
    make(arena) {
      const message = OnlyString.create(arena).assign({ text: "some text that takes a block of its own" });
      message.text = "";
      return message;
    },
    object: { text: "" },
    wire: [],
  },
  {
    name: "a list of no elements",
    type: OnlyRepeated.type,
    make: (arena) => OnlyRepeated.create(arena).assign({ codes: [] }),
    object: { codes: [] },
    wire: [],
  },
  {
    name: "a list that was cleared",
    type: OnlyRepeated.type,
    make(arena) {
      const message = OnlyRepeated.create(arena).assign({ codes: [1, 2, 3] });
      message.codes.clear();
      return message;
    },
    object: { codes: [] },
    wire: [],
  },
  {
    name: "a map of no entries",
    type: OnlyMap.type,
    make: (arena) => OnlyMap.create(arena).assign({ members: new Map() }),
    object: { members: new Map() },
    wire: [],
  },
  {
    name: "a map whose last entry was deleted",
    type: OnlyMap.type,
    make(arena) {
      const message = OnlyMap.create(arena);
      message.members.set("a", {});
      message.members.delete("a");
      return message;
    },
    object: { members: new Map() },
    wire: [],
  },
  {
    name: "a map with an empty key and an empty message",
    type: OnlyMap.type,
    make(arena) {
      const message = OnlyMap.create(arena);
      message.members.set("", {});
      return message;
    },
    object: { members: new Map([["", {}]]) },
    wire: [0x0a, 4, 0x0a, 0, 0x12, 0],
  },
  {
    name: "a sub-message that is absent",
    type: OnlyMessage.type,
    make: (arena) => OnlyMessage.create(arena),
    object: { marker: undefined },
    wire: [],
  },
  {
    name: "a sub-message that is present and empty",
    type: OnlyMessage.type,
    make(arena) {
      const message = OnlyMessage.create(arena);
      message.ensureMarker();
      return message;
    },
    object: { marker: {} },
    wire: [0x0a, 0],
  },
  {
    name: "a oneof of which nothing is set",
    type: OnlyOneof.type,
    make: (arena) => OnlyOneof.create(arena),
    object: { outcome: undefined },
    wire: [],
  },
  {
    name: "a oneof whose member is an empty message",
    type: OnlyOneof.type,
    make(arena) {
      const message = OnlyOneof.create(arena);
      message.ensureDraw();
      return message;
    },
    object: { outcome: { case: "draw", value: {} } },
    wire: [0x1a, 0],
  },
  {
    name: "optional text and bytes that are present and empty",
    type: OptionalScalars.type,
    make: (arena) => OptionalScalars.create(arena).assign({ stringValue: "", bytesValue: emptyBytes }),
    object: { stringValue: "", bytesValue: emptyBytes },
    wire: [0x72, 0, 0x7a, 0],
  },
];
