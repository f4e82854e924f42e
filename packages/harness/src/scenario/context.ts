import type { Check, LedgerReadings } from "@strait/results";
import type { ProfileName } from "../profile.ts";

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
