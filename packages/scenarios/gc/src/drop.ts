import { freemem } from "node:os";
import type { CaseContext, Check } from "@strait/harness";
import type { Census } from "./addon.ts";
import { collect, settle, turn } from "./turns.ts";
import { allGivenBack, isEmpty, type Messages, type Way } from "./way.ts";

const mebibyte = 2 ** 20;
export const messageBytes = mebibyte / 4;
const wanted = 8_000;
const looks = 100;
/** As many different contents as are prepared. */
const seeds = 8;

const share = { smoke: 80, quick: 500, full: wanted } as const;

/** How many messages to drop: 8,000, or what the profile has time for, or what a quarter of the free memory holds. */
export function dropCount(profile: CaseContext["profile"], freeBytes: number): number {
  return Math.max(16, Math.min(share[profile], Math.floor(freeBytes / 4 / messageBytes)));
}

/** As {@link dropCount} of this machine, with a word to the reader when it is less than 8,000. */
export function messagesFor({ profile, note, warn }: CaseContext): number {
  const count = dropCount(profile, freemem());
  const fewer = `${count} messages of 256 KiB are dropped instead of 8,000`;
  if (count < share[profile]) warn(`${fewer}: a quarter of the free memory holds no more.`);
  else if (count < wanted) note(`${fewer}: profile ${profile}.`);
  return count;
}

/** What became of messages that a synchronous loop made and dropped. Bytes are those since the loop began. */
export type Drops = {
  readonly wanted: number;
  readonly sum: number;
  readonly expected: number;
  readonly afterFirst: Census;
  readonly afterLoop: Census;
  readonly afterTurn: Census;
  readonly afterCollection: Census;
  readonly mostHeld: number;
  readonly mostResident: number;
  readonly residentAfter: number;
};

/**
 * Makes, reads and drops `count` messages in one go; then lets the event loop turn once; then collects garbage.
 *
 * Nothing is timed.
 */
export async function drop(
  messages: Messages,
  count: number,
  { plot }: Pick<CaseContext, "plot">,
): Promise<Drops> {
  const expectations = Array.from({ length: seeds }, (_, seed) => messages.expected(seed + 1));
  collect();
  await turn(3);
  const before = process.memoryUsage.rss();
  let mostResident = 0;
  let mostHeld = 0;
  let afterFirst = messages.census();
  const look = () => {
    const census = messages.census();
    const resident = Math.max(0, process.memoryUsage.rss() - before);
    mostHeld = Math.max(mostHeld, census.bytes);
    mostResident = Math.max(mostResident, resident);
    plot("live bytes", (census.made - census.finalized) * messageBytes);
    plot("held bytes", census.bytes);
    return census;
  };
  let sum = 0;
  let expected = 0;
  for (let at = 0; at < count; at++) {
    sum += messages.message((at % seeds) + 1);
    expected += expectations[at % seeds] ?? Number.NaN;
    if (at === 0) afterFirst = messages.census();
    if (at % Math.ceil(count / looks) === 0) look();
  }
  const afterLoop = look();
  await turn();
  const afterTurn = look();
  await settle(() => isEmpty(messages.census()));
  const afterCollection = look();
  const residentAfter = Math.max(0, process.memoryUsage.rss() - before);
  return {
    wanted: count,
    sum,
    expected,
    afterFirst,
    afterLoop,
    afterTurn,
    afterCollection,
    mostHeld,
    mostResident,
    residentAfter,
  };
}

/** That messages were made, held what they should, and were all given back in the end. */
export function checkDrops({ title }: Way, { atOnce = false }: Messages, drops: Drops): Check[] {
  const { wanted: count, sum, expected, afterFirst, afterLoop, afterTurn, afterCollection } = drops;
  const checks = [
    {
      name: `contents of ${title}`,
      passed: sum === expected && sum !== 0,
      detail: `what was read of ${count} messages adds up to ${sum}, what was written to ${expected}`,
    },
    {
      name: `all of ${title} are given back`,
      passed: allGivenBack(afterCollection, count),
      detail: `${afterCollection.made} of ${count} messages were made; ${afterLoop.finalized} were given back when the loop ended, ${afterTurn.finalized} after a turn of the event loop, ${afterCollection.finalized} after collections`,
    },
  ];
  if (!atOnce) return checks;
  return [
    ...checks,
    {
      name: `${title} stays flat`,
      passed: afterLoop.bytes === afterFirst.bytes && afterLoop.finalized === count,
      detail: `${afterLoop.bytes} bytes are held after ${count} messages, ${afterFirst.bytes} after the first`,
    },
  ];
}
