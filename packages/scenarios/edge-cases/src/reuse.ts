import { phaseCase, type Stopwatch, untimed } from "@strait/harness";
import { checkLedgerAtZero, createArena, refusalCode, requireLive } from "@strait/native";
import { EmptyMessage } from "@strait/native/stress/boundaries";
import { OrderBook, PriceTick } from "@strait/native/stress/market_data";
import { BinaryTree, LinkedList, TreeNode } from "@strait/native/stress/recursion";

/** A multiple of six, so that six types in turn come out even. */
const cycles = 1_002;
const refusals = 50;

/** Slot of a handle: docs/layout.md. */
const slotOf = (handle: number) => handle % 2 ** 24;

/** Memory that is used again at once, by the same type and by others, while old handles and views of it are still around. */
export const reuse = phaseCase({
  name: "reuse",
  title: "The same slot again",
  description:
    "Frees a message and allocates the next, which gets the same slot and block, 1,002 times; the same with six types in rapid turns, four of which share blocks; and has old handles and views of the slot refused.",
  metrics: {
    same: { title: "Free and allocate, same type", operation: "cycle" },
    mixed: { title: "Free and allocate, six types in turn", operation: "cycle" },
    "stale-view": { title: "Refuse a read through an old view", operation: "refusal" },
    "stale-handle": { title: "Refuse an old handle", operation: "refusal" },
  },
  start() {
    const arena = createArena();
    let elsewhere = 0;
    let notRefused = 0;
    const old: PriceTick[] = [];
    const oldHandles: number[] = [];
    const expectStale = (action: () => unknown) => {
      if (refusalCode(action) !== "STALE_HANDLE") notRefused++;
    };
    const measure = ({ time }: Stopwatch) => {
      const before = PriceTick.create(arena);
      const slot = slotOf(before.handle);
      before.free();
      const same = time(cycles, () => {
        let moved = 0;
        for (let cycle = 0; cycle < cycles; cycle++) {
          const tick = PriceTick.create(arena);
          if (slotOf(tick.handle) !== slot) moved++;
          old[cycle % refusals] = tick;
          oldHandles[cycle % refusals] = tick.handle;
          tick.free();
        }
        elsewhere += moved;
        return cycles - moved;
      });
      const young = PriceTick.create(arena);
      young.bidSize = 41;
      if (slotOf(young.handle) !== slot) elsewhere++;
      const staleView = time(refusals, () => {
        for (const tick of old) expectStale(() => tick.bidSize);
        return old.length;
      });
      const staleHandle = time(refusals, () => {
        for (const handle of oldHandles) expectStale(() => PriceTick.at(arena, handle));
        return oldHandles.length;
      });
      for (const tick of old) expectStale(() => tick.free());
      for (const handle of oldHandles) expectStale(() => arena.native.free(handle));
      if (young.bidSize !== 41)
        throw new Error("what lives in the slot now was changed through what lived there before");
      young.free();
      const mixed = time(cycles, () => {
        let sum = 0;
        for (let cycle = 0; cycle < cycles; cycle += 6) {
          const [tick, list] = [PriceTick.create(arena), LinkedList.create(arena)];
          tick.bidSize = cycle;
          list.value = cycle;
          sum += tick.bidSize + list.value;
          tick.free();
          const [tree, node] = [BinaryTree.create(arena), TreeNode.create(arena)];
          tree.key = -cycle;
          node.weight = cycle;
          sum += tree.key + node.weight;
          list.free();
          const [empty, book] = [EmptyMessage.create(arena), OrderBook.create(arena)];
          book.instrumentId = cycle;
          sum += book.instrumentId + Number(empty.isLive);
          for (const message of [tree, node, empty, book]) message.free();
        }
        return sum;
      });
      requireLive(arena, 0);
      return { same, mixed, "stale-view": staleView, "stale-handle": staleHandle };
    };
    return {
      warmUp() {
        for (let round = 0; round < 20; round++) measure(untimed);
      },
      measure,
      verify: () => [
        {
          name: "a freed slot is the next one",
          passed: elsewhere === 0,
          detail: `${elsewhere} messages got another slot than the one just freed`,
        },
        {
          name: "old handles and views are refused",
          passed: notRefused === 0,
          detail: `${notRefused} were not refused as STALE_HANDLE, by views or by Rust`,
        },
        checkLedgerAtZero(arena),
      ],
    };
  },
});
