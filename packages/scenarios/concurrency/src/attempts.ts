/** Times that a section is tried for one that is not disturbed. */
export const attempts = { smoke: 1, quick: 3, full: 5 } as const;

/** Rounds before the first that is timed: the code of the workers is compiled within one of them. */
export const warmUps = { smoke: 1, quick: 2, full: 4 } as const;
