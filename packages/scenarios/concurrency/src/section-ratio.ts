import type { Count, Section } from "@strait/harness";

/** How much one section took per operation over another, as disturbed as either was. */
export function ratioOf(one: Section, other: Section): Count {
  return {
    value: one.timing.nanosecondsPerOperation / other.timing.nanosecondsPerOperation,
    disturbed: one.disturbed === null || other.disturbed === null ? null : one.disturbed || other.disturbed,
  };
}
