/** In what engines differ, as a program that any runtime can run with the add-on of external.c: prints what it found. */
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { PriceTick } from "../../src/generated/strait/stress/v1/market_data.ts";
import { createArena } from "../../src/index.ts";
import { loadExternal } from "./load.ts";

const [, , file = ""] = process.argv;
const addon = loadExternal(file);

/** Whether a thread that joins an arena works on the same bytes. */
async function workerSeesSlabs(): Promise<boolean> {
  const arena = createArena({ shared: { bytes: 2 ** 24 } });
  const worker = new Worker(new URL("../fixtures/member.ts", import.meta.url), { workerData: arena.ticket });
  const tick = PriceTick.create(arena);
  tick.bidPrice = 41;
  worker.postMessage({ do: "raise", handle: tick.handle });
  const [answer] = await once(worker, "message");
  await worker.terminate();
  return answer === 42 && tick.bidPrice === 42;
}

/** Whether terminate() waits for the native call that the thread is in. */
async function terminationWaits(): Promise<boolean> {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const workerData = { file, flag, milliseconds: 1500 };
  const worker = new Worker(new URL("holder.ts", import.meta.url), { workerData });
  while (flag[0] === 0) await setTimeout(5);
  await worker.terminate();
  const waited = flag[0] === 2;
  // Until the call is over, the flag must live.
  while (flag[0] !== 2) await setTimeout(5);
  return waited;
}

/** Whether a thread in an endless loop has ended when terminate() returns. */
async function terminationEnds(): Promise<boolean> {
  const turns = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL("counter.ts", import.meta.url), { workerData: turns });
  while (turns[0] === 0) await setTimeout(5);
  await worker.terminate();
  const then = turns[0];
  await setTimeout(100);
  return turns[0] === then;
}

/** Drops 256 buffers of 64 KiB in one synchronous loop, and lets the event loop turn. */
async function finalizers(): Promise<{ readonly inLoop: number; readonly later: number }> {
  for (let count = 0; count < 256; count += 1) addon.external(65_536);
  globalThis.gc?.();
  const inLoop = addon.finalized();
  for (let turn = 0; turn < 20 && addon.finalized() < 200; turn += 1) {
    globalThis.gc?.();
    await setTimeout(10);
  }
  return { inLoop, later: addon.finalized() };
}

function transfers() {
  const external = addon.external(4096);
  const moved = external.transfer();
  const cloned = addon.external(4096);
  let clone = "detached";
  try {
    structuredClone(cloned, { transfer: [cloned] });
    if (cloned.byteLength !== 0) clone = "kept";
  } catch {
    clone = "refused";
  }
  return { transfer: moved.byteLength === 4096 && external.byteLength === 0 ? "detached" : "kept", clone };
}

/** What is tried with the memory of an arena: none of it can be detached. */
function slabsStay(): boolean {
  const arena = createArena();
  const tick = PriceTick.create(arena);
  const buffer = arena.slotChunks[0]?.buffer;
  try {
    structuredClone(buffer, { transfer: [buffer] as never });
  } catch {
    // What is shared is not transferable.
  }
  return tick.isLive && (buffer?.byteLength ?? 0) > 0 && !("transfer" in SharedArrayBuffer.prototype);
}

console.log(
  JSON.stringify({
    workerSeesSlabs: await workerSeesSlabs(),
    slabsStay: slabsStay(),
    terminationWaits: await terminationWaits(),
    terminationEnds: await terminationEnds(),
    ...transfers(),
    finalizers: await finalizers(),
  }),
);
process.exit();
