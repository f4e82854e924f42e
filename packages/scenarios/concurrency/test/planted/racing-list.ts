/**
 * The bleeding with a list of returned slots that is not atomic: every fourth push to it is overwritten by another thread's, as
 * when both had read the same head.
 */
import bleeding from "../../src/worker/bleeding.ts";

/** From docs/layout.md: head of the list of slots that other members gave back, in a control block. */
const returnedSlots = 8;
const exchange = Atomics.compareExchange;
let pushes = 0;

Object.defineProperty(Atomics, "compareExchange", {
  value(words: Int32Array, index: number, expected: number, value: number): number {
    const isPush = index === returnedSlots && words.length < 65_536;
    if (isPush && pushes++ % 4 === 0) return expected;
    return exchange(words, index, expected, value);
  },
});

export default bleeding;
