/** Members of one shared arena, all in this thread, and a model of the messages that live. */

import { WorkItem } from "../../src/generated/strait/stress/v1/concurrency.ts";
import { type Arena, ArenaError, createArena } from "../../src/index.ts";
import type { Random } from "../random-content.ts";

/** What a message holds, and what is being done to it by members that were cut. */
type Content = {
  readonly owner: number;
  bytes: Uint8Array;
  writing: boolean;
  /** Members that are trying to free it, and those that did. */
  freeing: number;
  freed: number;
};

/** A rule of the arena that was broken, in a sentence. */
export class Fault extends Error {}

const most = 30;

export class Members {
  readonly arenas: readonly Arena[];
  #random: Random = () => 0;
  readonly #live = new Map<number, Content>();
  readonly #stale: number[] = [];
  readonly #busy = new Set<number>();

  constructor(count: number) {
    const first = createArena({ shared: { bytes: 2 ** 20, messages: 65_535, members: count } });
    const { ticket } = first;
    if (ticket === undefined) throw new Fault("the shared arena has no ticket");
    this.arenas = [first, ...Array.from({ length: count - 1 }, () => createArena({ join: ticket }))];
  }

  /** Whatever is chosen from now on is chosen by `random`. */
  follow(random: Random): void {
    this.#random = random;
  }

  /** An operation of a member that is not in the middle of one. Nothing when all are. */
  step(): void {
    const idle = this.arenas.flatMap((_, member) => (this.#busy.has(member) ? [] : [member]));
    const member = idle[this.#random(0, Math.max(0, idle.length - 1))];
    const arena = member === undefined ? undefined : this.arenas[member];
    if (member === undefined || arena === undefined) return;
    this.#busy.add(member);
    try {
      this.#operate(arena, member);
    } finally {
      this.#busy.delete(member);
    }
  }

  /** Frees all that is left, and holds ledger and memory against the model. */
  finish(): void {
    const [arena] = this.arenas;
    if (arena === undefined) return;
    const counted = arena.ledger().reduce((sum, { liveMessages }) => sum + liveMessages, 0);
    if (counted !== this.#live.size)
      throw new Fault(`the ledger counts ${counted} messages where ${this.#live.size} live`);
    for (const [handle, content] of this.#live) {
      this.#compare(arena, handle, content);
      WorkItem.at(arena, handle).free();
    }
    this.#live.clear();
    this.#stale.length = 0;
    const { disagreements, leakedBlocks } = arena.audit();
    const faults = [...disagreements, ...arena.ledger().map(({ type }) => `${type} is left in the ledger`)];
    if (leakedBlocks !== 0) faults.push(`${leakedBlocks} blocks leaked`);
    if (faults.length > 0) throw new Fault(faults.join("; "));
  }

  #operate(arena: Arena, member: number): void {
    const choice = this.#random(0, 9);
    const entry = [...this.#live][this.#random(0, Math.max(0, this.#live.size - 1))];
    if (entry === undefined || (choice < 3 && this.#live.size < most)) {
      this.#create(arena, member);
      return;
    }
    const [handle, content] = entry;
    if (choice < 4) this.#refuse(arena);
    else if (choice < 8) this.#free(arena, handle, content);
    else if (!content.writing && content.freeing === 0) this.#write(arena, handle, content);
  }

  #create(arena: Arena, owner: number): void {
    const item = WorkItem.create(arena);
    const { handle } = item;
    if (this.#live.has(handle)) throw new Fault(`a slot that holds a message was allocated: ${handle}`);
    if (item.owner !== 0 || item.input.length !== 0)
      throw new Fault(`a fresh message is not empty: ${handle}`);
    item.owner = owner + 1;
    const content: Content = { owner, bytes: new Uint8Array(), writing: false, freeing: 0, freed: 0 };
    this.#live.set(handle, content);
    if (this.#random(0, 1) === 0) this.#write(arena, handle, content);
  }

  /** Another block for the bytes: the old one goes back to the member that took its page. */
  #write(arena: Arena, handle: number, content: Content): void {
    content.writing = true;
    this.#compare(arena, handle, content);
    const bytes = new Uint8Array(this.#random(1, 32)).fill(this.#random(1, 255));
    WorkItem.at(arena, handle).input = bytes;
    content.bytes = bytes;
    this.#compare(arena, handle, content);
    content.writing = false;
  }

  /** Any number of members may try at the same time: when all have tried, one has done it. */
  #free(arena: Arena, handle: number, content: Content): void {
    if (content.writing) return;
    if (content.freeing === 0) this.#compare(arena, handle, content);
    content.freeing++;
    if (staleOr(() => WorkItem.at(arena, handle).free())) content.freed++;
    content.freeing--;
    if (content.freed > 1) throw new Fault(`two members freed message ${handle}`);
    if (content.freeing > 0) return;
    if (content.freed === 0) throw new Fault(`message ${handle} could not be freed`);
    this.#live.delete(handle);
    this.#stale.push(handle);
  }

  #refuse(arena: Arena): void {
    const handle = this.#stale[this.#random(0, Math.max(0, this.#stale.length - 1))];
    if (handle !== undefined && staleOr(() => WorkItem.at(arena, handle).free()))
      throw new Fault(`message ${handle} was freed again`);
  }

  #compare(arena: Arena, handle: number, { owner, bytes }: Content): void {
    const item = WorkItem.at(arena, handle);
    if (item.owner !== owner + 1)
      throw new Fault(`message ${handle} of member ${owner} holds another's content`);
    if (Buffer.compare(item.input, bytes) !== 0) throw new Fault(`message ${handle} holds other bytes`);
  }
}

/** Whether it was done; false when the message was gone. */
function staleOr(action: () => void): boolean {
  try {
    action();
    return true;
  } catch (error) {
    if (error instanceof ArenaError && (error.code === "STALE_HANDLE" || error.code === "NOT_LIVE"))
      return false;
    throw error;
  }
}
