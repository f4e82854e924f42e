/** Points that a timeline has at most. */
export const longestTimeline = 512;
