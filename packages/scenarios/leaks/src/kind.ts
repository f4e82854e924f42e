import type { LedgerCounts } from "@strait/harness";
import type { Arena, MessageView } from "@strait/native";
import { OnlyBool } from "@strait/native/stress/boundaries";
import { ChatMessage } from "@strait/native/stress/chat";
import { OrderBook, PriceTick } from "@strait/native/stress/market_data";
import { WideMessage } from "@strait/native/stress/wide";
import { createCountedArena } from "./addon.ts";
import { arenaCounts } from "./places.ts";

/** A kind of message in a pool: how to make one. */
export type Kind = { readonly name: string; make(arena: Arena, value: number): MessageView };

/** From 16 bytes to a tree: messages that are a struct alone, one with text, one with messages of its own. */
export const kinds: readonly Kind[] = [
  {
    name: "bool",
    make(arena, value) {
      const message = OnlyBool.create(arena);
      message.enabled = (value & 1) === 1;
      return message;
    },
  },
  {
    name: "tick",
    make(arena, value) {
      const tick = PriceTick.create(arena);
      tick.bidSize = value;
      return tick;
    },
  },
  {
    name: "wide",
    make: (arena) => WideMessage.create(arena),
  },
  {
    name: "text",
    make(arena, value) {
      const message = ChatMessage.create(arena);
      message.authorId = value;
      message.text = "a line of some forty characters of text";
      return message;
    },
  },
  {
    name: "book",
    make(arena, value) {
      const book = OrderBook.create(arena);
      book.instrumentId = value;
      book.bids.add().price = 99;
      book.asks.add().price = 101;
      return book;
    },
  },
];

/** What a ledger counts when so many messages of each kind live: as many times what it counts of one. */
export function expectedCounts(numbers: readonly number[]): LedgerCounts[] {
  const sums = new Map<string, LedgerCounts>();
  for (const [index, kind] of kinds.entries()) {
    const times = numbers[index] ?? 0;
    for (const one of countsOfOne(kind)) {
      const known = sums.get(one.type);
      sums.set(one.type, {
        type: one.type,
        liveMessages: (known?.liveMessages ?? 0) + times * one.liveMessages,
        messageBytes: (known?.messageBytes ?? 0) + times * one.messageBytes,
        dataBlocks: (known?.dataBlocks ?? 0) + times * one.dataBlocks,
        dataBytes: (known?.dataBytes ?? 0) + times * one.dataBytes,
      });
    }
  }
  return [...sums.values()].filter(({ liveMessages }) => liveMessages > 0);
}

function countsOfOne({ make }: Kind): LedgerCounts[] {
  const arena = createCountedArena({ slabBytes: 2 ** 20 });
  make(arena, 1);
  return arenaCounts(arena);
}
