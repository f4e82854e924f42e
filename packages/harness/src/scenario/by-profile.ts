import { type ProfileName, profileNames } from "../profile.ts";
import type { Case } from "./scenario.ts";

/** The same for every profile, or another for each: how large a case is decides how long it takes. */
export type ByProfile<Value> = Value | Readonly<Record<ProfileName, Value>>;

/** What stands for a profile. */
export function chosenFor<Value>(
  choice: readonly Value[] | Readonly<Record<ProfileName, readonly Value[]>>,
  profile: ProfileName,
): readonly Value[] {
  return isList(choice) ? choice : choice[profile];
}

function isList<Value>(
  choice: readonly Value[] | Readonly<Record<ProfileName, readonly Value[]>>,
): choice is readonly Value[] {
  return Array.isArray(choice);
}

/** Whether profile `one` is at least as thorough as `other`. */
export function isAtLeast(one: ProfileName, other: ProfileName): boolean {
  return profileNames.indexOf(one) >= profileNames.indexOf(other);
}

/** A case as a profile measures it: with the sizes or columns that it has time for. */
export function caseFor(definition: Case, profile: ProfileName): Case {
  return definition.kind === "phases" ? (definition.forProfile?.(profile) ?? definition) : definition;
}
