import { type Check, type CountMetric, countCase } from "@strait/harness";
import { type Arena, checkLedgerAtZero, createArena } from "@strait/native";
import { type Subject, subjects } from "./subjects.ts";

/** What the bytes of a message are for. */
const parts = {
  payload: "values",
  padding: "padding",
  headers: "headers: slots, references, empty fields",
  slack: "slack of blocks",
} as const;
type Part = keyof typeof parts;

/** Where the bytes of a live message go. */
export function breakdown(
  arena: Arena,
  handle: number,
  { padding }: Pick<Subject, "padding">,
): Record<Part, number> {
  const { structBytes, slotBytes, dataBytes, blockBytes } = arena.native.memorySize(handle);
  const { contentBytes } = arena.native.walk(handle);
  return {
    payload: contentBytes,
    padding,
    headers: slotBytes + structBytes + dataBytes - contentBytes - padding,
    slack: blockBytes - structBytes - dataBytes,
  };
}

const metrics = Object.fromEntries(
  subjects.flatMap(({ name, title }) =>
    Object.entries(parts).map(([part, label]): [string, CountMetric] => [
      `${name}-${part}`,
      { title: `${title}: ${label}`, operation: "message", unit: "bytes/operation" },
    ]),
  ),
);

/** Where the bytes of large messages go: what was put in, and what comes on top. */
export const footprint = countCase({
  name: "footprint",
  title: "Memory per huge message",
  description:
    "Counts the bytes of messages of 8 KiB to 16 MiB by what they are for: values, padding of structs and entries, slots and references, unused room of blocks (where a map keeps its index).",
  metrics,
  start() {
    const arena = createArena();
    const checks: Check[] = [];
    const count = (subject: Subject) => {
      const message = subject.make(arena);
      const bytes = breakdown(arena, message.handle, subject);
      const sum = Object.values(bytes).reduce((total, part) => total + part, 0);
      const live = arena.liveBytes();
      checks.push({
        name: `bytes of ${subject.title}`,
        passed: bytes.payload === subject.payload && sum === live,
        detail: `Rust finds ${bytes.payload} bytes of values where ${subject.payload} were put in; the parts add up to ${sum}, the ledger to ${live}`,
      });
      message.free();
      return Object.entries(bytes).map(([part, value]) => [`${subject.name}-${part}`, value]);
    };
    return {
      count: () => Object.fromEntries(subjects.flatMap(count)),
      verify: () => [...checks, checkLedgerAtZero(arena)],
    };
  },
});
