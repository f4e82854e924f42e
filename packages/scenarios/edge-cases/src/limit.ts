/** One documented limit: what is at it works, what is one beyond is refused. */
export type Limit = {
  readonly name: string;
  /** Throws when the limit itself does not work. */
  at(): unknown;
  beyond(): unknown;
  /** The code of the ArenaError, or the name of another error, that `beyond` must end with. */
  readonly code: string;
};
