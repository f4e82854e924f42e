/** Times that a section is tried for one that is not disturbed. */
export const attempts = { smoke: 1, quick: 5, full: 5 } as const;
