/**
 * The program of a worker that lives for one message: joins, allocates, and ends or goes on until it is terminated. It loads no
 * views, which would take longer than all else.
 */
import { parentPort, workerData } from "node:worker_threads";
import type { ArenaTicket } from "@strait/native";
import { ArenaError, loadAddon } from "@strait/native/runtime";

export type ShortLife = {
  /** URL of the add-on's file. */
  readonly addon: string;
  readonly ticket: ArenaTicket;
  readonly typeId: number;
  /** The handle of the message that it leaves goes to its place in here. */
  readonly handles: Float64Array<SharedArrayBuffer>;
  readonly place: number;
  /** Whether to allocate and free until it is terminated. */
  readonly endless: boolean;
};

const { addon, ticket, typeId, handles, place, endless }: ShortLife = workerData;
const newError = (code: string, message: string) => new ArenaError(code, message);
const memory = new Uint8Array(ticket.memory);
const native = new (loadAddon(new URL(addon)).SharedNativeArena)(memory, ticket.id, newError);
handles[place] = native.allocate(typeId);
if (endless) {
  parentPort?.postMessage("at work");
  for (;;) native.free(native.allocate(typeId));
}
