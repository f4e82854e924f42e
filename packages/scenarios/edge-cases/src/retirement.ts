import { phaseCase, type Stopwatch, untimed } from "@strait/harness";
import { type Arena, checkLedgerAtZero, createArena, refusalCode, requireLive } from "@strait/native";
import { handleIndex, packHandle } from "@strait/native/runtime";
import { PriceTick } from "@strait/native/stress/market_data";

const count = 100;
/** The last generation of a slot: docs/layout.md. */
const lastGeneration = 2 ** 29 - 1;

/**
 * A tick whose slot is in its last generation. Half a billion frees would lead there; the word is written into the shared
 * memory instead, as the tests of the arena do.
 */
export function tickOfLastGeneration(arena: Arena): PriceTick {
  const index = handleIndex(PriceTick.create(arena).handle);
  const slots = arena.slotChunks[index >>> 16];
  if (slots === undefined) throw new Error(`slot ${index} is in no chunk`);
  slots[(index & 65535) * 4] = lastGeneration;
  return PriceTick.at(arena, packHandle(index, lastGeneration));
}

/** Slots whose generations are used up: they must never be used again, and their blocks must not be lost. */
export const retirement = phaseCase({
  name: "retirement",
  title: "Generations used up",
  description:
    "Frees 100 messages whose slots are in their last generation, which retires the slots, then allocates 100 that must get others; beside freeing 100 usual ones.",
  metrics: {
    usual: { title: "Free", operation: "deallocation" },
    retire: { title: "Free, and retire the slot", operation: "deallocation" },
    refill: { title: "Allocate after that", operation: "allocation" },
  },
  start() {
    const arena = createArena();
    const retired = new Set<number>();
    let reused = 0;
    let notRefused = 0;
    const measure = ({ time }: Stopwatch) => {
      const ticks = Array.from({ length: count }, () => PriceTick.create(arena));
      const usual = time(count, () => {
        for (const tick of ticks) tick.free();
        return ticks.length;
      });
      const last = Array.from({ length: count }, () => tickOfLastGeneration(arena));
      const handles = last.map(({ handle }) => handle);
      const retire = time(count, () => {
        for (const tick of last) tick.free();
        return last.length;
      });
      for (const handle of handles) {
        retired.add(handleIndex(handle));
        if (refusalCode(() => PriceTick.at(arena, handle)) !== "STALE_HANDLE") notRefused++;
      }
      const fresh: PriceTick[] = [];
      const refill = time(count, () => {
        for (let index = 0; index < count; index++) fresh.push(PriceTick.create(arena));
        return fresh.length;
      });
      requireLive(arena, count);
      reused += fresh.filter(({ handle }) => retired.has(handleIndex(handle))).length;
      for (const tick of fresh) tick.free();
      return { usual, retire, refill };
    };
    return {
      warmUp() {
        for (let round = 0; round < 10; round++) measure(untimed);
      },
      measure,
      verify: () => [
        {
          name: "retired slots stay retired",
          passed: reused === 0 && notRefused === 0 && retired.size > 0,
          detail: `of ${retired.size} retired slots ${reused} were used again, and ${notRefused} of their handles not refused as STALE_HANDLE`,
        },
        checkLedgerAtZero(arena),
      ],
    };
  },
});
