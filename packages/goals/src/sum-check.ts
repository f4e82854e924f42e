import type { Check } from "@strait/harness";

/** A check that sums of what was read are those of what was written. */
export function checkSum(name: string, found: readonly number[], expected: readonly number[]): Check {
  const right = found.filter((sum, index) => sum === expected[index]).length;
  return {
    name,
    passed: right === expected.length && found.length === expected.length,
    detail: `${right} of ${expected.length} messages have the sum of what was written`,
  };
}
