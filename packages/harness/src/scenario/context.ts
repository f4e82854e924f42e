import type { Check, LedgerReadings, Timeline } from "@strait/results";
import type { ProfileName } from "../profile.ts";

/** What a case may tell of its own memory over time. */
export type PlottedQuantity = Exclude<Timeline["quantity"], "resident bytes">;

/** What a case is given when a fork starts it. */
export type CaseContext = {
  readonly profile: ProfileName;
  /** Seeds every random choice of the case: 32 bits, another one in every fork, the same in a repeated run. */
  readonly seed: number;
  /**
   * Takes a value that was computed, so that the computation cannot be removed as dead code. What a batch or a
   * timed function returns is taken anyway.
   *
   * @throws TypeError when it is not a number
   */
  sink(value: number): void;
  /**
   * Adds a point to a timeline of the record: bytes that are alive, or that are held for them, now. A case has at most
   * 512 points of each. Not for timed work.
   *
   * @throws RangeError when they are no bytes, or too many points
   */
  plot(quantity: PlottedQuantity, bytes: number): void;
  /** Attaches a sentence to the result that makes it doubtful. */
  warn(sentence: string): void;
  /** Attaches what the profile leaves out, or makes smaller: true of every such run, and no reason to doubt it. */
  note(sentence: string): void;
};

/** What every started case may do after it has been measured. Neither is timed. */
export type Aftermath = {
  /** Checks the state that the measured work left behind, for example that nothing leaked. */
  verify?(): readonly Check[];
  /** What exact ledgers counted in the course of the work, read after `verify`: analysis says of each place whether it leaks. */
  ledgers?(): readonly LedgerReadings[];
  /** Gives back what `start` took. Called in any case, last. */
  close?(): void;
};
