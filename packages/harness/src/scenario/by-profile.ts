import { type ProfileName, profileNames } from "../profile.ts";
import type { Case } from "./scenario.ts";

/** The same for every profile, or another for each: how large a case is decides how long it takes. */
export type ByProfile<Value> = Value | Readonly<Record<ProfileName, Value>>;

/** What stands for a profile. */
export function chosenFor<Value extends number | readonly number[]>(
  choice: ByProfile<Value>,
  profile: ProfileName,
): Value {
  return isForEach(choice) ? choice[profile] : choice;
}

function isForEach<Value extends number | readonly number[]>(
  choice: ByProfile<Value>,
): choice is Readonly<Record<ProfileName, Value>> {
  return typeof choice === "object" && !Array.isArray(choice);
}

/** Whether profile `one` is at least as thorough as `other`. */
export function isAtLeast(one: ProfileName, other: ProfileName): boolean {
  return profileNames.indexOf(one) >= profileNames.indexOf(other);
}

/** A case as a profile measures it: with the sizes, columns or batches that it has time for. */
export function caseFor(definition: Case, profile: ProfileName): Case {
  if (definition.kind === "phases") return definition.forProfile?.(profile) ?? definition;
  if (definition.kind === "sustained") {
    const operationsPerBatch = chosenFor(definition.operationsPerBatch, profile);
    return { ...definition, sustained: { ...definition.sustained, operationsPerBatch } };
  }
  return definition;
}
