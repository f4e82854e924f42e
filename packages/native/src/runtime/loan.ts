import type { Arena } from "./arena.ts";

/**
 * A promise that a message stays while somebody else reads it, native code on another thread for example: until the
 * loan ends, freeing the message, what contains it, or the whole arena throws LENT.
 *
 * @example
 * {
 *   using loan = message.lend();
 *   await workerThatReads(loan.handle);
 * }
 * message.free();
 */
export class Loan {
  readonly handle: number;
  readonly #arena: Arena;
  #ended = false;

  constructor(arena: Arena, handle: number) {
    arena.native.lend(handle);
    this.#arena = arena;
    this.handle = handle;
  }

  /** Ends the loan; does nothing when it has ended. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#arena.native.giveBack(this.handle);
  }

  [Symbol.dispose](): void {
    this.end();
  }
}
