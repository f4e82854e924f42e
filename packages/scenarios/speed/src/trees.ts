import type { Arena, MessageView } from "@strait/native";
import type { MessageType } from "@strait/native/runtime";
import { ChatMessage } from "@strait/native/stress/chat";
import { Galaxy } from "@strait/native/stress/deep_nesting";
import { HugePayload } from "@strait/native/stress/huge";
import { MapsByValue } from "@strait/native/stress/maps";
import { OrderBook } from "@strait/native/stress/market_data";

/** A family of messages with content of their own: text, lists, maps, messages in messages, large values. */
export type TreeFamily = {
  readonly name: string;
  readonly title: string;
  readonly type: MessageType;
  build(arena: Arena): MessageView;
};

const keys = Array.from({ length: 10 }, (_, index) => `key ${index}`);
const content = new Uint8Array(4_096).fill(7);
const transcript = "x".repeat(4_096);

export const treeFamilies: readonly TreeFamily[] = [
  {
    name: "text",
    title: "a chat message of 40 characters",
    type: ChatMessage.type,
    build(arena) {
      const message = ChatMessage.create(arena);
      message.authorId = 4;
      message.text = "a line of some forty characters of text";
      return message;
    },
  },
  {
    name: "list",
    title: "an order book of 10 levels",
    type: OrderBook.type,
    build(arena) {
      const book = OrderBook.create(arena);
      const { bids, asks } = book;
      for (let level = 1; level <= 5; level++) {
        bids.add().price = 100 - level;
        asks.add().price = 100 + level;
      }
      return book;
    },
  },
  {
    name: "map",
    title: "a map of 10 entries",
    type: MapsByValue.type,
    build(arena) {
      const maps = MapsByValue.create(arena);
      const { toDouble } = maps;
      for (const key of keys) toDouble.set(key, 0.5);
      return maps;
    },
  },
  {
    name: "deep",
    title: "20 messages within each other",
    type: Galaxy.type,
    build(arena) {
      const galaxy = Galaxy.create(arena);
      galaxy
        .ensureSpiralArm()
        .ensureStarSystem()
        .ensurePlanet()
        .ensureContinent()
        .ensureCountry()
        .ensureProvince()
        .ensureCity()
        .ensureDistrict()
        .ensureCampus()
        .ensureBuilding()
        .ensureFloor()
        .ensureServerRoom()
        .ensureAisle()
        .ensureRack()
        .ensureServer()
        .ensureMainboard()
        .ensureProcessor()
        .ensureCore()
        .ensureRegister().value = 1;
      return galaxy;
    },
  },
  {
    name: "huge",
    title: "8 KiB of bytes and text",
    type: HugePayload.type,
    build(arena) {
      const payload = HugePayload.create(arena);
      payload.content = content;
      payload.transcript = transcript;
      return payload;
    },
  },
];
