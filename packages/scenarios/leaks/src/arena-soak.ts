import { sustainedCase } from "@strait/harness";
import { checkLedgerAtZero } from "@strait/native";
import { createCountedArena } from "./addon.ts";
import { kinds } from "./kind.ts";
import { allCounts, noteMissing } from "./places.ts";

const operations = 50_000;

/** Cheap ones: a struct that JavaScript frees by itself, and text, which goes through Rust. */
const soaked = kinds.filter(({ name }) => ["bool", "tick", "text"].includes(name));

/** A defect to plant: called at the end of every batch. */
export type SoakDefect = () => void;

/** Messages of three kinds, made, read and freed by views, for as long as the profile says. */
export function arenaSoak(defect?: SoakDefect) {
  return sustainedCase({
    name: "arena-soak",
    title: "Soak: made and freed in JavaScript",
    description:
      "Makes messages of three kinds by views, reads each one's handle and frees it, batch after batch. After every batch and two collections the ledgers of arena, Rust heap and Node-API layer must be where they were, and the JavaScript heap and resident memory flat.",
    metric: { name: "cycle", title: "Make and free", operation: "cycle" },
    operationsPerBatch: operations,
    questions: ["leak"],
    milliseconds: { quick: 0, full: 2_000 },
    start({ note }) {
      noteMissing(note);
      const arena = createCountedArena();
      return {
        batch() {
          let sum = 0;
          for (let operation = 0; operation < operations; operation += 1) {
            const message = soaked[operation % soaked.length]?.make(arena, operation);
            sum += message?.handle ?? 0;
            message?.free();
          }
          defect?.();
          return sum;
        },
        count: () => allCounts(arena),
        verify: () => [checkLedgerAtZero(arena)],
      };
    },
  });
}
