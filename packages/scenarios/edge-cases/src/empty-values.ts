import { phaseCase, type Stopwatch, untimed } from "@strait/harness";
import { checkLedgerAtZero, createArena, refusalCode, requireLive } from "@strait/native";
import { OnlyMap, OnlyMessage, OnlyOptional, OnlyRepeated } from "@strait/native/stress/boundaries";
import { HugePayload } from "@strait/native/stress/huge";
import { checkNothings } from "./check-nothings.ts";

const count = 1_000;
const refusals = 50;
const nothing = new Uint8Array(0);

/** What it costs to read and write what is not there. */
export const emptyValues = phaseCase({
  name: "empty-values",
  title: "Null, absent and empty",
  description:
    "Reads absent fields and empty text, bytes, lists and maps of 1,000 messages, sets them empty, and has null refused.",
  metrics: {
    "absent-number": { title: "Read an absent optional number", operation: "read" },
    "absent-message": { title: "Read an absent sub-message", operation: "read" },
    "empty-text": { title: "Read empty text", operation: "read" },
    "empty-bytes": { title: "Read empty bytes", operation: "read" },
    "empty-list": { title: "Go through an empty list", operation: "read" },
    "empty-map": { title: "Look up in an empty map", operation: "look-up" },
    "set-empty": { title: "Set text and bytes empty that are", operation: "two writes" },
    "set-absent": { title: "Set an optional number, then absent", operation: "two writes" },
    "refuse-null": { title: "Refuse null", operation: "refusal" },
  },
  start() {
    const arena = createArena();
    const all = <View>(make: () => View) => Array.from({ length: count }, make);
    const optionals = all(() => OnlyOptional.create(arena));
    const parents = all(() => OnlyMessage.create(arena));
    const payloads = all(() => HugePayload.create(arena));
    const lists = all(() => OnlyRepeated.create(arena));
    const maps = all(() => OnlyMap.create(arena));
    let notRefused = 0;
    const refuseNull = (message: HugePayload) => {
      const code = refusalCode(() => Reflect.set(message, "title", null));
      if (code !== "INVALID_VALUE") notRefused++;
    };
    const measure = ({ time }: Stopwatch) => ({
      "absent-number": time(count, () => {
        let absent = 0;
        for (const message of optionals) if (message.correction === undefined) absent++;
        return required(absent);
      }),
      "absent-message": time(count, () => {
        let absent = 0;
        for (const message of parents) if (message.marker === undefined) absent++;
        return required(absent);
      }),
      "empty-text": time(count, () => {
        let empty = 0;
        for (const message of payloads) if (message.title === "") empty++;
        return required(empty);
      }),
      "empty-bytes": time(count, () => {
        let empty = 0;
        for (const message of payloads) if (message.content.length === 0) empty++;
        return required(empty);
      }),
      "empty-list": time(count, () => {
        let empty = count;
        for (const message of lists) for (const _code of message.codes) empty--;
        return required(empty);
      }),
      "empty-map": time(count, () => {
        let empty = 0;
        for (const message of maps) if (message.members.get("nobody") === undefined) empty++;
        return required(empty);
      }),
      "set-empty": time(count, () => {
        for (const message of payloads) {
          message.title = "";
          message.content = nothing;
        }
        return payloads.length;
      }),
      "set-absent": time(count, () => {
        for (const message of optionals) {
          message.correction = 7;
          message.correction = undefined;
        }
        return optionals.length;
      }),
      "refuse-null": time(refusals, () => {
        for (const message of payloads.slice(0, refusals)) refuseNull(message);
        return refusals;
      }),
    });
    return {
      warmUp() {
        for (let round = 0; round < 20; round++) measure(untimed);
      },
      measure,
      verify() {
        // Nothing of this took a block or a message.
        requireLive(arena, 5 * count);
        const blocks = arena.ledger().reduce((sum, { dataBlocks }) => sum + dataBlocks, 0);
        for (const message of [...optionals, ...parents, ...payloads, ...lists, ...maps]) message.free();
        return [
          checkNothings(arena),
          {
            name: "nothing takes nothing",
            passed: blocks === 0 && notRefused === 0,
            detail: `${blocks} data blocks are live; null was not refused as INVALID_VALUE ${notRefused} times`,
          },
          checkLedgerAtZero(arena),
        ];
      },
    };
  },
});

/** Stops the case unless every one of the messages read as it should. */
function required(found: number): number {
  if (found !== count) throw new Error(`${found} of ${count} messages read as empty`);
  return found;
}
