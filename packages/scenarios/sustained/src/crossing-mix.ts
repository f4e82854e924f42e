import { sustainedCase } from "@strait/harness";
import { checkLedgerAtZero, createArena, ledgerCounts } from "@strait/native";
import type { Defect } from "./defect.ts";
import { createPlaces, live, makeMessage, typeAt } from "./standing-pool.ts";

/** Messages that cross in a batch, in `quick` as many as its quarter of a second has room for 120 times. */
const crossings = { smoke: 3_400, quick: 1_200, full: 3_400 } as const;
/** One call to encode a message, one to free it, one to decode the next. */
const callsPerCrossing = 3;

/** The same with messages that cross: Rust decodes them into the standing pool, and encodes what makes room. */
export function crossingMix(defect?: Defect) {
  return sustainedCase({
    name: "crossing-mix",
    title: "Steady load across the boundary",
    description:
      "2,000 messages of four kinds stay alive; again and again Rust encodes one and frees it, and decodes another in its place. Cost and memory must stay as they were.",
    metric: { name: "call", title: "Encode, free or decode", operation: "call" },
    operationsPerBatch: {
      smoke: crossings.smoke * callsPerCrossing,
      quick: crossings.quick * callsPerCrossing,
      full: crossings.full * callsPerCrossing,
    },
    batchesPerReading: 5,
    questions: ["drift"],
    start({ seed, profile }) {
      const arena = createArena();
      const { native } = arena;
      const nextPlace = createPlaces(seed);
      const wires = Array.from({ length: live }, (_, place) => {
        const message = makeMessage(arena, place, place + 1);
        const wire = native.encode(message.handle);
        message.free();
        return wire;
      });
      const handles = Float64Array.from(wires, (wire, place) => native.decode(typeAt(place), wire));
      let [batches, wrong] = [0, 0];
      return {
        batch() {
          let sum = 0;
          for (let crossing = 0; crossing < crossings[profile]; crossing += 1) {
            const place = nextPlace();
            const handle = handles[place] ?? 0;
            const wire = wires[place] ?? new Uint8Array();
            if (native.encode(handle).length !== wire.length) wrong += 1;
            native.free(handle);
            const decoded = native.decode(typeAt(place), wire);
            handles[place] = decoded;
            sum += wire.length;
          }
          sum += defect?.(batches, arena) ?? 0;
          batches += 1;
          return sum;
        },
        count: () => [{ place: "Arena", counts: ledgerCounts(arena) }],
        verify() {
          const changed = wires.filter(
            (wire, place) => Buffer.compare(wire, native.encode(handles[place] ?? 0)) !== 0,
          );
          native.freeBatch(handles);
          const detail = `${wrong} had another length while the load lasted, ${changed.length} other bytes after it`;
          return [
            { name: "what is encoded is what was decoded", passed: wrong + changed.length === 0, detail },
            checkLedgerAtZero(arena),
          ];
        },
      };
    },
  });
}
