import { HarnessError } from "../error.ts";

/** @throws HarnessError unless the value is an integer of at least `least` */
export function requireInteger(name: string, value: number, least: number): number {
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new HarnessError(`The ${name} is ${value}`, `give an integer of at least ${least}`);
}
