/** A short life that takes its message with it. */
import { workerData } from "node:worker_threads";
import { ArenaError, loadAddon } from "@strait/native/runtime";
import type { ShortLife } from "../../src/worker/short-lived.ts";

const { addon, ticket, typeId, handles, place }: ShortLife = workerData;
const newError = (code: string, message: string) => new ArenaError(code, message);
const memory = new Uint8Array(ticket.memory);
const native = new (loadAddon(new URL(addon)).SharedNativeArena)(memory, ticket.id, newError);
handles[place] = native.allocate(typeId);
native.free(handles[place] ?? 0);
