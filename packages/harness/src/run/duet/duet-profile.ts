import { type Profile, type ProfileName, profiles } from "../../profile.ts";

/**
 * A duet needs twice the forks of a run: its datum is one ratio a fork, and an interval of 2% is wanted. `smoke` has too few
 * for any verdict on a time.
 */
export const duetProfiles: Readonly<Record<ProfileName, Profile>> = {
  smoke: { ...profiles.smoke, forks: 2, minimumRounds: 2 },
  quick: { ...profiles.quick, forks: 10, budget: 300, minimumRounds: 8 },
  full: { ...profiles.full, forks: 20, budget: 1000, minimumRounds: 16 },
};
