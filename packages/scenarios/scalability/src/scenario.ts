import { defineScenario } from "@strait/harness";
import { addonIdentity } from "@strait/native";
import { OrderBook, PriceTick } from "@strait/native/stress/market_data";
import { WideMessage } from "@strait/native/stress/wide";
import { growth } from "./growth.ts";
import { mapsOfNumbers, mapsOfText, plainMaps } from "./map-entries.ts";
import { messageSize } from "./message-size.ts";
import { plainObjects } from "./plain-objects.ts";
import { byStrategy } from "./strategies.ts";

export default defineScenario({
  name: "scalability",
  title: "Scalability",
  description:
    "Total time and bytes against the number of objects, or of entries in a map, up to a hundred thousand: does the cost stay linear?",
  addon: async () => addonIdentity(),
  cases: [
    growth({
      name: "small",
      title: "Price ticks of 8 numbers",
      smallest: { smoke: 100, quick: 1_000, full: 1_000 },
      build(arena, index) {
        const tick = PriceTick.create(arena);
        tick.bidPrice = 100 + index / 8;
        tick.bidSize = index;
        return tick;
      },
      read: (tick) => tick.bidPrice + tick.bidSize,
    }),
    growth({
      name: "wide",
      title: "Wide messages with text",
      smallest: { smoke: 10, quick: 200, full: 1_000 },
      build(arena, index) {
        const message = WideMessage.create(arena);
        message.siteName = "Horns Rev";
        message.turbineName = `turbine number ${index}`;
        message.bladeCount = index;
        return message;
      },
      read: (message) => message.turbineName.length + message.bladeCount,
    }),
    growth({
      name: "nested",
      title: "Order books of 10 sub-messages",
      smallest: { smoke: 10, quick: 100, full: 1_000 },
      build(arena, index) {
        const book = OrderBook.create(arena);
        for (let level = 1; level <= 5; level++) {
          book.bids.add().price = index - level;
          book.asks.add().price = index + level;
        }
        return book;
      },
      read: (book) => book.bids.at(4).price + book.asks.at(4).price,
    }),
    plainObjects,
    byStrategy,
    messageSize,
    mapsOfText,
    mapsOfNumbers,
    plainMaps,
  ],
});
