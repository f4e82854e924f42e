import { sustainedCase } from "@strait/harness";
import { checkLedgerAtZero, createArena, ledgerCounts, type MessageView } from "@strait/native";
import type { Defect } from "./defect.ts";
import { createPlaces, live, makeMessage, readMessage } from "./standing-pool.ts";

/** A batch of `quick` is as long as its quarter of a second has room for 120. */
const operations = { smoke: 10_000, quick: 5_000, full: 10_000 } as const;

/** A steady load on the arena: messages of four kinds are read, freed and made anew, in an order that is nobody's. */
export function arenaMix(defect?: Defect) {
  return sustainedCase({
    name: "arena-mix",
    title: "Steady load on the arena",
    description:
      "2,000 messages of four kinds stay alive; each operation reads one, frees it, and makes and fills another in its place. The free lists lose their order, slabs fill: cost and memory must stay as they were.",
    metric: { name: "replace", title: "Read, free, make and fill", operation: "replacement" },
    operationsPerBatch: operations,
    batchesPerReading: 5,
    questions: ["drift"],
    start({ seed, profile }) {
      const arena = createArena();
      const nextPlace = createPlaces(seed);
      const expected = new Float64Array(live);
      let value = 0;
      const put = (place: number) => {
        value = (value + 1) & 0xffff;
        expected[place] = value;
        return makeMessage(arena, place, value);
      };
      const messages: MessageView[] = Array.from({ length: live }, (_, place) => put(place));
      let [batches, wrong] = [0, 0];
      return {
        batch() {
          let sum = 0;
          for (let operation = 0; operation < operations[profile]; operation += 1) {
            const place = nextPlace();
            const message = messages[place];
            const found = readMessage(message);
            if (found !== expected[place]) wrong += 1;
            sum += found;
            message?.free();
            messages[place] = put(place);
          }
          sum += defect?.(batches, arena) ?? 0;
          batches += 1;
          return sum;
        },
        count: () => [{ place: "Arena", counts: ledgerCounts(arena) }],
        verify() {
          for (const message of messages.splice(0)) message.free();
          const name = "messages hold what they were made with";
          return [
            { name, passed: wrong === 0, detail: `${wrong} were read that held another number` },
            checkLedgerAtZero(arena),
          ];
        },
      };
    },
  });
}
