import { type Check, type CountCase, type CountMetric, countCase } from "@strait/harness";
import { checkDrops, type Drops, drop, messageBytes, messagesFor } from "./drop.ts";
import type { Way } from "./way.ts";

const messages = (title: string): CountMetric => ({ title, operation: "loop", unit: "count" });
const bytes = (title: string): CountMetric => ({ title, operation: "loop", unit: "bytes" });

/** Metrics of one way, by what they are after its name. */
const table = {
  dropped: messages("Dropped"),
  "after-loop": messages("Not given back when the loop ends"),
  "after-turn": messages("Not given back after a turn of the event loop"),
  "after-collection": messages("Not given back after collections"),
  held: bytes("Most memory held for them"),
  resident: bytes("Most resident memory, beyond that before"),
  "resident-after": bytes("Resident memory after collections, beyond that before"),
} as const;

function values({
  afterLoop,
  afterTurn,
  afterCollection,
  ...drops
}: Drops): Record<keyof typeof table, number> {
  const left = ({ made, finalized }: { made: number; finalized: number }) => made - finalized;
  return {
    dropped: afterLoop.made,
    "after-loop": left(afterLoop),
    "after-turn": left(afterTurn),
    "after-collection": left(afterCollection),
    held: drops.mostHeld,
    resident: drops.mostResident,
    "resident-after": drops.residentAfter,
  };
}

/**
 * A loop that never lets the event loop turn drops messages of 256 KiB, and so what it dropped piles up if finalizers must
 * give it back. One way a case, so that the timeline of resident memory shows that way alone.
 *
 * Nothing is timed.
 */
export function synchronousLoop(way: Way): CountCase {
  return countCase({
    name: `loop-${way.name}`,
    title: `A synchronous loop, ${way.title}`,
    description: `Makes, reads and drops up to 8,000 messages of 256 KiB in ${way.title} without a turn of the event loop; then one turn; then collections of garbage.`,
    metrics: table,
    varies: true,
    start(context) {
      const count = messagesFor(context);
      const started = way.start(messageBytes);
      const checks: Check[] = [];
      return {
        async count() {
          const drops = await drop(started, count, context);
          checks.push(...checkDrops(way, started, drops));
          return values(drops);
        },
        verify: () => checks,
      };
    },
  });
}

/** The same in several ways, a quarter as many messages each, one way after the other. */
export function synchronousLoops(ways: readonly Way[]): CountCase {
  return countCase({
    name: "loop-others",
    title: "A synchronous loop, other ways",
    description: `The same with a quarter as many messages each in ${ways.map(({ title }) => title).join("; ")}.`,
    metrics: Object.fromEntries(
      ways.flatMap((way) =>
        Object.entries(table).map(([name, metric]): [string, CountMetric] => [
          `${way.name}-${name}`,
          { ...metric, title: `${capitalised(way.title)}: ${metric.title}` },
        ]),
      ),
    ),
    varies: true,
    start(context) {
      const count = Math.ceil(messagesFor(context) / 4);
      const checks: Check[] = [];
      return {
        async count() {
          const all: Record<string, number> = {};
          for (const way of ways) {
            const started = way.start(messageBytes);
            // The looks of all ways together would be more than a record has room for.
            const drops = await drop(started, count, { plot() {} });
            checks.push(...checkDrops(way, started, drops));
            for (const [name, value] of Object.entries(values(drops))) all[`${way.name}-${name}`] = value;
          }
          return all;
        },
        verify: () => checks,
      };
    },
  });
}

export function capitalised(title: string): string {
  return title.charAt(0).toUpperCase() + title.slice(1);
}
