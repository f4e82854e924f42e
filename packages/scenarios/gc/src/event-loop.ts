import { type Check, type CountCase, type CountMetric, countCase } from "@strait/harness";
import { pausesOf, requirePauses } from "./pauses.ts";
import { capitalised } from "./synchronous-loop.ts";
import { collect, settle, turn } from "./turns.ts";
import { allGivenBack, isEmpty, type Way } from "./way.ts";

export type Load = {
  /** What its cases are named after. */
  readonly name: string;
  readonly title: string;
  readonly bytes: number;
  readonly perTurn: number;
  readonly turns: Readonly<Record<"smoke" | "quick" | "full", number>>;
};

const count = (title: string): CountMetric => ({ title, operation: "run", unit: "count" });

const ofTurns = {
  delay: count("Latest turn of the event loop (ms)"),
  left: count("Most messages not given back"),
  held: { title: "Most memory held for them", operation: "run", unit: "bytes" },
} as const satisfies Record<string, CountMetric>;

const ofPauses = {
  minor: count("Minor collections"),
  major: count("Major collections"),
  paused: count("Paused for collections, in all (ms)"),
  longest: count("Longest pause (ms)"),
} as const satisfies Record<string, CountMetric>;

/**
 * A server's pattern: some messages in every turn of the event loop. Finalizers run in turns too, so that nothing piles up
 * for long; what they and the collections take is taken from the turns.
 *
 * Counted, not timed by the harness: a turn is late by what passes from the end of its work to the next one's start.
 */
export function eventLoop(load: Load, ways: readonly Way[]): CountCase {
  return caseOf(load, ways, {
    name: `turns-${load.name}`,
    title: load.title,
    counts: "how late the next turn is, and how much waits for a finalizer",
    metrics: ofTurns,
    watch: (work) => work(),
  });
}

/**
 * The same pattern, and the collections that it brings about. Pauses are the engine's own figures, so this is a case of its
 * own: not every engine has any.
 */
export function eventLoopPauses(load: Load, ways: readonly Way[]): CountCase {
  return caseOf(load, ways, {
    name: `pauses-${load.name}`,
    title: `Pauses: ${load.title}`,
    counts: "collections, and their pauses",
    metrics: ofPauses,
    requirement: requirePauses,
    async watch(work) {
      const { minor, major, total, longest } = await pausesOf(async () => void (await work()));
      return { minor, major, paused: total, longest };
    },
  });
}

type Course = Readonly<Record<keyof typeof ofTurns, number>>;

/** What of the pattern a case counts. */
type Aspect = {
  readonly name: string;
  readonly title: string;
  readonly counts: string;
  readonly metrics: Readonly<Record<string, CountMetric>>;
  /** Called when the case starts, to say so where it cannot be done. */
  requirement?(): void;
  /** A number for each metric, of the work that it does. */
  watch(work: () => Promise<Course>): Promise<Readonly<Record<string, number>>>;
};

function caseOf(
  load: Load,
  ways: readonly Way[],
  { name, title, counts, metrics, requirement, watch }: Aspect,
): CountCase {
  return countCase({
    name,
    title,
    description: `Makes, reads and drops ${load.perTurn} messages of ${load.bytes} bytes in every turn of the event loop, in ${ways.map((way) => way.title).join("; ")}: ${counts}.`,
    metrics: Object.fromEntries(
      ways.flatMap((way) =>
        Object.entries(metrics).map(([metric, described]): [string, CountMetric] => [
          `${way.name}-${metric}`,
          { ...described, title: `${capitalised(way.title)}: ${described.title}` },
        ]),
      ),
    ),
    varies: true,
    start({ profile }) {
      requirement?.();
      const turns = load.turns[profile];
      const checks: Check[] = [];
      return {
        async count() {
          const all: Record<string, number> = {};
          for (const way of ways) {
            const counted = await goThrough(way, load, turns, watch);
            checks.push(counted.check);
            for (const [metric, value] of Object.entries(counted.values))
              all[`${way.name}-${metric}`] = value;
          }
          return all;
        },
        verify: () => checks,
      };
    },
  });
}

/** All turns with messages of one way, and that all of them were made, read and given back. */
async function goThrough(way: Way, { bytes, perTurn }: Load, turns: number, watch: Aspect["watch"]) {
  const messages = way.start(bytes);
  const expected = messages.expected(1);
  let wrong = 0;
  collect();
  await turn(3);
  const values = await watch(async () => {
    const course = { delay: 0, left: 0, held: 0 };
    for (let at = 0; at < turns; at++) {
      for (let one = 0; one < perTurn; one++) if (messages.message(1) !== expected) wrong++;
      const { made, finalized, bytes: held } = messages.census();
      course.left = Math.max(course.left, made - finalized);
      course.held = Math.max(course.held, held);
      const ended = performance.now();
      await turn();
      course.delay = Math.max(course.delay, performance.now() - ended);
    }
    return course;
  });
  await settle(() => isEmpty(messages.census()));
  const census = messages.census();
  const { made, finalized } = census;
  const all = turns * perTurn;
  const check: Check = {
    name: `${capitalised(way.title)}: made, read, given back`,
    passed: wrong === 0 && allGivenBack(census, all),
    detail: `${made} of ${all} messages were made, ${wrong} held something else than was written, ${finalized} were given back after collections`,
  };
  return { values, check };
}
