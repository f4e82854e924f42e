import { contentOf, numberIn } from "./system-file.ts";

/**
 * Nanoseconds, since the machine started, in which some task waited for a processor (Documentation/accounting/psi.rst);
 * null where the platform does not say.
 */
export function processorStall(): number | null {
  return numberIn(contentOf("/proc/pressure/cpu"), /^some .*total=(\d+)$/m, 1000);
}
