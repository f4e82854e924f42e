import { type Check, countCase } from "@strait/harness";
import { checkLedgerAtZero, createArena, refusalCode } from "@strait/native";
import type { Limit } from "./limit.ts";
import { limitsOfMemory } from "./limits-of-memory.ts";
import { limitsOfTheWire } from "./limits-of-the-wire.ts";
import { limitsOfValues } from "./limits-of-values.ts";

/** What is wrong with a limit; undefined when it holds from both sides. */
export function faultOf({ name, at, beyond, code }: Limit): string | undefined {
  const atLimit = refusalCode(at);
  const beyondLimit = refusalCode(beyond);
  if (atLimit === "none" && beyondLimit === code) return undefined;
  return `${name}: at the limit ${atLimit}, beyond it ${beyondLimit} and not ${code}`;
}

/** Every limit that the documents name, from both sides. */
export const limits = countCase({
  name: "limits",
  title: "Every limit, and one beyond",
  description:
    "Goes to every documented limit of values, memory and the wire, which must work, and one beyond, which must be refused with its exact error.",
  metrics: {
    values: { title: "Limits of values and arguments", operation: "limit", unit: "count" },
    memory: { title: "Limits of memory", operation: "limit", unit: "count" },
    wire: { title: "Limits of the wire", operation: "limit", unit: "count" },
  },
  start() {
    const arena = createArena();
    const groups = {
      values: limitsOfValues(arena),
      memory: limitsOfMemory(arena),
      wire: limitsOfTheWire(arena),
    };
    const checks: Check[] = [];
    const hold = (title: string, group: readonly Limit[]) => {
      const faults = group.map(faultOf).filter((fault) => fault !== undefined);
      checks.push({
        name: `limits of ${title}`,
        passed: faults.length === 0,
        detail: faults.join("; ") || `${group.length} hold: ${group.map(({ name }) => name).join(", ")}`,
      });
      return group.length - faults.length;
    };
    return {
      count: () => ({
        values: hold("values", groups.values),
        memory: hold("memory", groups.memory),
        wire: hold("the wire", groups.wire),
      }),
      verify() {
        arena.reset();
        return [...checks, checkLedgerAtZero(arena)];
      },
    };
  },
});
