/** Oracle: defects that are planted into a way; the sentence in which a case says so. */
import { type Check, type CountCase, runOnceInTurns } from "@strait/harness";
import { createArena } from "@strait/native";
import { MemoryBlock } from "@strait/native/stress/memory_blocks";
import { expect, it } from "vitest";
import { addon } from "../src/addon.ts";
import { sumOf, wordsOf } from "../src/content.ts";
import { eventLoop } from "../src/event-loop.ts";
import { synchronousLoop } from "../src/synchronous-loop.ts";
import { external, type Messages, type Way } from "../src/way.ts";

/** External buffers with something wrong. */
const planted = (change: (messages: Messages, bytes: number) => Partial<Messages>): Way => ({
  ...external,
  start(bytes) {
    const messages = external.start(bytes);
    return { ...messages, ...change(messages, bytes) };
  },
});

/** The counts are the process's: what a later test finalized would be among its own. */
const forEver: ArrayBuffer[] = [];

async function failures(one: CountCase): Promise<Check[]> {
  return (await runOnceInTurns(one)).checks.filter(({ passed }) => !passed);
}

const inTurns = (way: Way) =>
  eventLoop({ name: "few", title: "Few", bytes: 256, perTurn: 10, turns: { smoke: 5, quick: 5, full: 5 } }, [
    way,
  ]);

it("a case that drops nothing is noticed, though all that it says it read is right", async () => {
  const makesNone = planted((messages) => ({ message: (seed) => messages.expected(seed) }));
  expect(await failures(synchronousLoop(makesNone))).toEqual([
    {
      name: "all of external buffers are given back",
      passed: false,
      detail:
        "0 of 80 messages were made; 0 were given back when the loop ended, 0 after a turn of the event loop, 0 after collections",
    },
  ]);
  expect(await failures(inTurns(makesNone))).toMatchObject([
    { detail: expect.stringContaining("0 of 50 messages were made") },
  ]);
});

it("one buffer whose finalizer never runs is noticed", async () => {
  const keepsOne = planted((messages, bytes) => {
    let keptAlready = false;
    return {
      message(seed) {
        if (keptAlready) return messages.message(seed);
        keptAlready = true;
        const buffer = addon.external(bytes, seed, false);
        forEver.push(buffer);
        return sumOf(new Uint32Array(buffer));
      },
    };
  });
  const [failed, ...others] = await failures(synchronousLoop(keepsOne));
  expect(others).toEqual([]);
  expect(failed?.name).toBe("all of external buffers are given back");
  expect(failed?.detail).toMatch(/^80 of 80 messages were made; .* 79 after collections$/);
  const [inLoop] = await failures(inTurns(keepsOne));
  expect(inLoop?.detail).toMatch(
    /^50 of 50 messages were made, 0 held .*, 49 were given back after collections$/,
  );
});

it("a message that holds something else is noticed", async () => {
  const writesWrong = planted((messages) => ({ message: (seed) => messages.message(seed === 3 ? 4 : seed) }));
  const [failed, ...others] = await failures(synchronousLoop(writesWrong));
  expect(others).toEqual([]);
  expect(failed?.name).toBe("contents of external buffers");
  expect(failed?.detail).toMatch(/^what was read of 80 messages adds up to \d+, what was written to \d+$/);
  const everyOneWrong = planted((messages) => ({ message: (seed) => messages.message(seed + 1) }));
  const [inLoop] = await failures(inTurns(everyOneWrong));
  expect(inLoop?.detail).toContain("50 held something else than was written");
});

it("an arena whose messages are not freed is not flat", async () => {
  const home = createArena();
  let made = 0;
  const leaks: Way = {
    name: "leaks",
    title: "a leak",
    start: (bytes) => ({
      atOnce: true,
      expected: (seed) => sumOf(wordsOf(seed, bytes / 4)),
      message(seed) {
        const words = wordsOf(seed, bytes / 4);
        const block = MemoryBlock.create(home);
        block.content = new Uint8Array(words.buffer);
        made++;
        return sumOf(words);
      },
      census: () => ({ made, finalized: 0, bytes: home.memoryUse().heldBytes }),
    }),
  };
  const failed = await failures(synchronousLoop(leaks));
  expect(failed.map(({ name }) => name)).toEqual(["all of a leak are given back", "a leak stays flat"]);
  expect(failed[1]?.detail).toMatch(/^2\d{7} bytes are held after 80 messages, 3\d{5} after the first$/);
});
