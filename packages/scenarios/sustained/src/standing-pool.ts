import type { Arena, MessageView } from "@strait/native";
import { ChatMessage } from "@strait/native/stress/chat";
import { DoublesMessage } from "@strait/native/stress/comparison";
import { OrderBook, PriceTick } from "@strait/native/stress/market_data";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Messages that stay alive while one after the other is replaced. */
export const live = 2_000;

/** Places that are drawn before anything is timed; they come again after so many. */
const draws = 2 ** 15;

/** Text of 0 to 350 bytes, so that blocks of many classes come and go; the length depends on the place. */
const texts = Array.from({ length: 8 }, (_, step) => "x".repeat(50 * step));

/** What lives at a place, by its remainder. */
const classes = [PriceTick, ChatMessage, OrderBook, DoublesMessage] as const;

/** Id of the type of message that lives at a place. */
export function typeAt(place: number): number {
  return (classes[place & 3] ?? PriceTick).type.id;
}

/**
 * What lives at a place. It depends on the place alone, so that the ledger is the same whenever all places are taken,
 * whichever was replaced how often.
 *
 * @param value a number that can be read back with {@link readMessage}
 */
export function makeMessage(arena: Arena, place: number, value: number): MessageView {
  switch (place & 3) {
    case 0: {
      const tick = PriceTick.create(arena);
      tick.bidPrice = value;
      return tick;
    }
    case 1: {
      const message = ChatMessage.create(arena);
      message.authorId = value;
      message.text = texts[(place >> 2) & 7] ?? "";
      return message;
    }
    case 2: {
      const book = OrderBook.create(arena);
      book.bids.add().price = value;
      return book;
    }
    default: {
      const doubles = DoublesMessage.create(arena);
      doubles.band00 = value;
      return doubles;
    }
  }
}

/** The number that a message was made with. */
export function readMessage(message: MessageView | undefined): number {
  if (message instanceof PriceTick) return message.bidPrice;
  if (message instanceof ChatMessage) return Number(message.authorId);
  if (message instanceof OrderBook) return message.bids.at(0).price;
  if (message instanceof DoublesMessage) return message.band00;
  return Number.NaN;
}

/** Places in a seeded order, one after the other, for ever. */
export function createPlaces(seed: number): () => number {
  const generator = xoroshiro128plus(seed);
  const drawn = Uint16Array.from({ length: draws }, () => uniformInt(generator, 0, live - 1));
  let turn = 0;
  return () => drawn[turn++ & (draws - 1)] ?? 0;
}
