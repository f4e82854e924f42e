import type { Series } from "@strait/results";
import type { PhaseCase } from "../scenario/phase-case.ts";
import { createMeteringStopwatch } from "./metering-stopwatch.ts";

/**
 * The series, each with what its work allocates at its size. Takes one more round, untimed, since reading the engine's
 * counter costs memory itself. Unchanged where the engine does not say.
 *
 * @param sink takes every result
 */
export function withAllocations(
  series: readonly Series[],
  workload: ReturnType<PhaseCase["start"]>,
  sink: (value: number) => void,
): Series[] {
  const meter = createMeteringStopwatch(sink);
  if (meter === null) return [...series];
  return [...Map.groupBy(series, ({ size }) => size)].flatMap(([size, ofSize]) => {
    const measured = workload.measure(meter.stopwatch, size ?? 0);
    return ofSize.map((one) => {
      const value = measured[one.metric];
      return typeof value === "object" && "operations" in value
        ? { ...one, allocation: meter.allocationOf(value) }
        : one;
    });
  });
}
