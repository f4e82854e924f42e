import type { Patience } from "@strait/harness";

/** How long a way runs before anything is timed, so that its code is compiled. `smoke` times nothing. */
export const patience: Patience = { work: 2.5, spells: 10 };
