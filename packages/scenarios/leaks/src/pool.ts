import type { LedgerCounts } from "@strait/harness";
import type { Arena } from "@strait/native";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { createCountedArena } from "./addon.ts";
import { expectedCounts, kinds } from "./kind.ts";
import { arenaCounts } from "./places.ts";

/** Which message makes room for a new one. */
export type Policy = "oldest" | "random";

/** Choices that are drawn before anything is timed; they come again after so many. */
const choices = 2 ** 16;

/** A number of live messages of mixed kinds, each of which makes room for a new one in time. */
export type Pool = {
  readonly arena: Arena;
  /** TIMED by its caller. So often frees the oldest message, or a random one, and makes one of a random kind. */
  rotate(times: number): number;
  /** @throws Error that names a type whose ledger is not exactly what the pool keeps alive */
  requireExact(): void;
  /** Frees all of them. */
  drain(): void;
};

/** A pool that is full. The same seed makes the same choices. */
export function createPool(live: number, policy: Policy, seed: number): Pool {
  const arena = createCountedArena();
  const generator = xoroshiro128plus(seed);
  const draw = (from: number) =>
    Uint32Array.from({ length: choices }, () => uniformInt(generator, 0, from - 1));
  const [kindOf, placeOf] = [draw(kinds.length), draw(live)];
  const { native } = arena;
  // Handles and not views: ten thousand views that live on are work for JavaScript's collector, not for the arena.
  const handles = new Float64Array(live);
  const kindAt = new Uint8Array(live);
  let turn = 0;
  const put = (place: number) => {
    const kind = kindOf[turn & (choices - 1)] ?? 0;
    const message = kinds[kind]?.make(arena, turn);
    if (message === undefined) throw new Error(`there is no kind ${kind} of message`);
    handles[place] = message.handle;
    kindAt[place] = kind;
    turn += 1;
  };
  for (let place = 0; place < live; place += 1) put(place);
  let oldest = 0;
  return {
    arena,
    rotate(times) {
      for (let rotation = 0; rotation < times; rotation += 1) {
        let place = oldest;
        if (policy === "random") place = placeOf[turn & (choices - 1)] ?? 0;
        else oldest = oldest + 1 === live ? 0 : oldest + 1;
        native.free(handles[place] ?? 0);
        put(place);
      }
      return turn;
    },
    requireExact() {
      const numbers = kinds.map((_, kind) => kindAt.reduce((sum, one) => sum + Number(one === kind), 0));
      refuseDifference(expectedCounts(numbers), arenaCounts(arena));
    },
    drain() {
      native.freeBatch(handles);
    },
  };
}

function refuseDifference(expected: readonly LedgerCounts[], counted: readonly LedgerCounts[]): void {
  const show = (counts: readonly LedgerCounts[], type: string) => {
    const own = counts.find((one) => one.type === type);
    return `${own?.liveMessages ?? 0} messages, ${own?.dataBlocks ?? 0} blocks, ${(own?.messageBytes ?? 0) + (own?.dataBytes ?? 0)} bytes`;
  };
  for (const type of new Set([...expected, ...counted].map((one) => one.type))) {
    const [wanted, found] = [show(expected, type), show(counted, type)];
    if (wanted !== found) throw new Error(`the ledger counts ${found} of ${type} where ${wanted} live`);
  }
}
