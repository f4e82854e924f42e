import { sweepCase } from "@strait/harness";
import { type Arena, checkLedgerAtZero, createArena, type MessageView } from "@strait/native";

/** 13 sizes at equal ratios over two decades. */
export const sizes = [
  1_000, 1_500, 2_200, 3_200, 4_600, 6_800, 10_000, 15_000, 22_000, 32_000, 46_000, 68_000, 100_000,
];

type Subject<View extends MessageView> = {
  readonly name: string;
  readonly title: string;
  /** Makes the object number `index`, with content. */
  build(arena: Arena, index: number): View;
  /** Reads some of it back. */
  read(view: View): number;
};

/** Total cost of building, reading and freeing N objects that are all alive at once, against N. */
export function growth<View extends MessageView>({ name, title, build, read }: Subject<View>) {
  return sweepCase({
    name,
    title,
    description: `Builds N of them with content, reads each, counts the bytes that live messages take, then frees them.`,
    size: { title: "Objects", unit: "objects" },
    sizes,
    metrics: {
      build: { title: "Build all", operation: "run of N objects" },
      read: { title: "Read all", operation: "run of N objects" },
      free: { title: "Free all", operation: "run of N objects" },
      bytes: { title: "Live bytes", operation: "run of N objects", unit: "bytes" },
    },
    start() {
      const arena = createArena();
      return {
        measure({ time }, size) {
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
        },
        verify: () => [checkLedgerAtZero(arena)],
      };
    },
  });
}
