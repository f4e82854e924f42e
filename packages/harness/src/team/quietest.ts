import type { Section } from "./section.ts";

/**
 * Of some attempts at the same section, the first that is not disturbed; when all are, the one that is least. On a busy machine
 * workers are seldom all given a processor at once, and the others tell of the machine.
 *
 * @param most attempts, at least one
 * @param attempt is called again and again, so it must leave the state as it found it
 * @example quietest(5, () => team.run("pairs", { operationsEach: 10_000 }))
 */
export function quietest(most: number, attempt: () => Section): Section {
  let best = attempt();
  for (let done = 1; done < most && best.disturbed === true; done += 1) {
    const next = attempt();
    if (next.disturbed !== true || next.disturbance < best.disturbance) best = next;
  }
  return best;
}
