/** Times that a section is tried for one that is not disturbed. */
export const attempts = { smoke: 1, quick: 3, full: 5 } as const;
