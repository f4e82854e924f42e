import type { Patience, ProfileName } from "@strait/harness";

/** How long a way runs before anything is timed, so that its code is compiled. `smoke` times nothing. */
export const patience: Readonly<Record<Exclude<ProfileName, "smoke">, Patience>> = {
  quick: { work: 2.5, spells: 10 },
  full: { work: 3, spells: 12 },
};
