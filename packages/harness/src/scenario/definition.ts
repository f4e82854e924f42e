import { HarnessError } from "../error.ts";

/** @throws HarnessError unless there are values, all different, all positive integers */
export function requirePositiveIntegers(caseName: string, field: string, values: readonly number[]): void {
  const distinct = new Set(values).size === values.length;
  if (values.length > 0 && distinct && values.every((value) => Number.isSafeInteger(value) && value > 0))
    return;
  throw new HarnessError(
    `Case "${caseName}" has unusable ${field} (${values.join(", ")})`,
    "give positive integers, none of them twice",
  );
}
