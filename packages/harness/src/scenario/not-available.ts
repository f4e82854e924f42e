/** Thrown by a case whose work cannot be done here, whatever is right or wrong with it. */
export class NotAvailable extends Error {
  override readonly name = "NotAvailable";
}

/**
 * For a case that needs what this runtime or this machine does not have: nothing is measured, nothing has failed, and the
 * reason is shown where the figures would stand. Call it in `start`.
 *
 * @param reason one sentence or a part of one: what is missing, and where
 * @example if (typeof SharedArrayBuffer === "undefined") notAvailable("this runtime has no shared memory");
 */
export function notAvailable(reason: string): never {
  throw new NotAvailable(reason);
}
