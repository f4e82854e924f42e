import { type CaseContext, type Stopwatch, sweepCase, untimed } from "@strait/harness";
import { type Arena, checkLedgerAtZero, createArena, type MessageView } from "@strait/native";

/** 13 sizes at equal ratios over two decades, from `smallest` on. */
export function twoDecades(smallest: number): readonly number[] {
  return Array.from({ length: 13 }, (_, index) => Math.round(smallest * 10 ** (index / 6)));
}

/** Rounds at the smallest size before anything is timed. `smoke` answers nothing about growth. */
export const warmUps: Readonly<Record<CaseContext["profile"], number>> = { smoke: 0, quick: 40, full: 100 };

type Subject<View extends MessageView> = {
  readonly name: string;
  readonly title: string;
  /** The smallest of 13 sizes over two decades, by how much there is time for. */
  readonly smallest: Readonly<Record<CaseContext["profile"], number>>;
  /** Makes the object number `index`, with content. */
  build(arena: Arena, index: number): View;
  /** Reads some of it back. */
  read(view: View): number;
};

/** Total cost of building, reading and freeing N objects that are all alive at once, against N. */
export function growth<View extends MessageView>({ name, title, smallest, build, read }: Subject<View>) {
  return sweepCase({
    name,
    title,
    description: `Builds N of them with content, reads each, counts the bytes that live messages take, then frees them.`,
    size: { title: "Objects", unit: "objects" },
    sizes: {
      smoke: twoDecades(smallest.smoke),
      quick: twoDecades(smallest.quick),
      full: twoDecades(smallest.full),
    },
    metrics: {
      build: { title: "Build all", operation: "run of N objects" },
      read: { title: "Read all", operation: "run of N objects" },
      free: { title: "Free all", operation: "run of N objects" },
      bytes: { title: "Live bytes", operation: "run of N objects", unit: "bytes" },
    },
    start({ profile, note }) {
      if (smallest[profile] < smallest.full) {
        note(
          `The sizes are ${smallest[profile]} to ${100 * smallest[profile]} instead of ${smallest.full} to ${100 * smallest.full}: profile ${profile}.`,
        );
      }
      const arena = createArena();
      const measure = ({ time }: Stopwatch, size: number) => {
        const views: View[] = [];
        const built = time(1, () => {
          for (let index = 0; index < size; index++) views.push(build(arena, index));
          return views.length;
        });
        const bytes = arena.liveBytes();
        const readAll = time(1, () => views.reduce((sum, view) => sum + read(view), 0));
        const freed = time(1, () => {
          for (const view of views) view.free();
          return views.length;
        });
        return { build: built, read: readAll, free: freed, bytes };
      };
      return {
        // Or cold code would count for small sizes more than for large ones.
        warmUp() {
          for (let round = 0; round < warmUps[profile]; round++) measure(untimed, smallest[profile]);
        },
        measure,
        verify: () => [checkLedgerAtZero(arena)],
      };
    },
  });
}
