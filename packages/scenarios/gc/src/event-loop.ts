import { type Check, type CountCase, type CountMetric, countCase } from "@strait/harness";
import { pausesOf } from "./pauses.ts";
import { capitalised } from "./synchronous-loop.ts";
import { collect, settle, turn } from "./turns.ts";
import { isEmpty, type Way } from "./way.ts";

export type Load = {
  readonly name: string;
  readonly title: string;
  readonly bytes: number;
  readonly perTurn: number;
  readonly turns: Readonly<Record<"smoke" | "quick" | "full", number>>;
};

const count = (title: string): CountMetric => ({ title, operation: "run", unit: "count" });

const table = {
  minor: count("Minor collections"),
  major: count("Major collections"),
  paused: count("Paused for collections, in all (ms)"),
  longest: count("Longest pause (ms)"),
  delay: count("Latest turn of the event loop (ms)"),
  left: count("Most messages not given back"),
  held: { title: "Most memory held for them", operation: "run", unit: "bytes" },
} as const satisfies Record<string, CountMetric>;

/**
 * A server's pattern: some messages in every turn of the event loop. Finalizers run in turns too, so that nothing piles up
 * for long; what they and the collections take is taken from the turns.
 *
 * Counted, not timed by the harness: pauses are the engine's own figures; a turn is late by what passes from the end of
 * its work to the next one's start.
 */
export function eventLoop(load: Load, ways: readonly Way[]): CountCase {
  return countCase({
    name: load.name,
    title: load.title,
    description: `Makes, reads and drops ${load.perTurn} messages of ${load.bytes} bytes in every turn of the event loop, in ${ways.map(({ title }) => title).join("; ")}: collections, their pauses, how late the next turn is, and how much waits for a finalizer.`,
    metrics: Object.fromEntries(
      ways.flatMap((way) =>
        Object.entries(table).map(([name, metric]): [string, CountMetric] => [
          `${way.name}-${name}`,
          { ...metric, title: `${capitalised(way.title)}: ${metric.title}` },
        ]),
      ),
    ),
    start({ profile }) {
      const turns = load.turns[profile];
      const checks: Check[] = [];
      const run = async (way: Way): Promise<Record<keyof typeof table, number>> => {
        const messages = way.start(load.bytes);
        const expected = messages.expected(1);
        let wrong = 0;
        let left = 0;
        let held = 0;
        let delay = 0;
        collect();
        await turn(3);
        const pauses = await pausesOf(async () => {
          for (let at = 0; at < turns; at++) {
            for (let one = 0; one < load.perTurn; one++) if (messages.message(1) !== expected) wrong++;
            const { made, finalized, bytes } = messages.census();
            left = Math.max(left, made - finalized);
            held = Math.max(held, bytes);
            const ended = performance.now();
            await turn();
            delay = Math.max(delay, performance.now() - ended);
          }
        });
        await settle(() => isEmpty(messages.census()));
        const { made, finalized } = messages.census();
        const all = turns * load.perTurn;
        checks.push({
          name: `${capitalised(way.title)}: made, read, given back`,
          passed: wrong === 0 && made === all && finalized === all,
          detail: `${made} of ${all} messages were made, ${wrong} held something else than was written, ${finalized} were given back after collections`,
        });
        const { minor, major, total, longest } = pauses;
        return { minor, major, paused: total, longest, delay, left, held };
      };
      return {
        async count() {
          const all: Record<string, number> = {};
          for (const way of ways) {
            for (const [name, value] of Object.entries(await run(way))) all[`${way.name}-${name}`] = value;
          }
          return all;
        },
        verify: () => checks,
      };
    },
  });
}
