/** What a program outside of the harness brings for one metric: one value for each time that it ran. */
export type OutsideFigure = {
  readonly metric: string;
  readonly values: readonly number[];
  /** The times that a ratio is made of, in words for the table. */
  readonly detail: string | null;
};

/** The figures of a program, or why there are none. */
export type Outcome =
  | { readonly figures: readonly OutsideFigure[]; readonly absent: ReadonlyMap<string, string> }
  | { readonly reason: string };
