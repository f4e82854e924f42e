/** What a program needs that runs scenarios. Defining them is `@strait/harness`. */
export { HarnessError } from "../error.ts";
export type { ScenarioDescription } from "../fork/message.ts";
export { type Profile, type ProfileName, profileNames, profiles } from "../profile.ts";
export { createProgress } from "../progress/progress.ts";
export { residentPoints } from "../progress/resident-points.ts";
export { advance, allForks, emptyTally, remainingMilliseconds, type Tally } from "../progress/tally.ts";
export { describeScenario } from "./describe.ts";
export type { BuiltScenario, DuetScenario } from "./duet/duet-plan.ts";
export { duetProfiles } from "./duet/duet-profile.ts";
export {
  type Duet,
  type DuetEvent,
  type DuetOutcome,
  type DuetRunOptions,
  runDuet,
  type Side,
} from "./duet/run-duet.ts";
export type { RunEvent } from "./event.ts";
export { type Interrupt, listenForInterrupt } from "./interrupt.ts";
export { acquireLock, type Lock, type LockOptions } from "./lock.ts";
export { exitCodeOf, hasFailed, type RunOutcome } from "./outcome.ts";
export { type RunOptions, runScenario } from "./run-scenario.ts";
export type { Runtime } from "./runtime.ts";
