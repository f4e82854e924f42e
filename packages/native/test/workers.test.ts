/** Arenas that several threads use. Oracle: what each thread is known to have made, the ledger, and Rust's audit. */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { afterEach, describe, expect, it, vi } from "vitest";
import { PriceTick } from "../src/generated/strait/stress/v1/market_data.ts";
import { Order } from "../src/generated/strait/stress/v1/orders.ts";
import { type Arena, addon, checksum, createArena } from "../src/index.ts";
import type { Command } from "./fixtures/member.ts";

const memberModule = new URL("fixtures/member.ts", import.meta.url);
const running = new Set<Worker>();

// A thread takes a moment to start, longer on a loaded machine.
vi.setConfig({ testTimeout: 120_000 });

afterEach(async () => {
  await Promise.all([...running].map((worker) => worker.terminate()));
  running.clear();
});

async function join(arena: Arena): Promise<Worker> {
  const worker = new Worker(memberModule, { workerData: arena.ticket });
  running.add(worker);
  worker.once("exit", () => running.delete(worker));
  await once(worker, "online");
  return worker;
}

/** Sends a command and waits for the answer; an exception in the worker rejects. */
async function ask<Answer>(worker: Worker, command: Command): Promise<Answer> {
  worker.postMessage(command);
  const [answer] = await once(worker, "message");
  return answer;
}

function expectEmpty(arena: Arena): void {
  expect(arena.ledger()).toEqual([]);
  expect(arena.audit()).toMatchObject({ disagreements: [], leakedBlocks: 0, types: [] });
}

describe("a shared arena", () => {
  it("hands a message over by its handle: both threads work on the same bytes", async () => {
    const arena = createArena({ shared: { bytes: 2 ** 24 } });
    const worker = await join(arena);
    const tick = PriceTick.create(arena);
    tick.bidPrice = 41;
    expect(await ask(worker, { do: "raise", handle: tick.handle })).toBe(42);
    expect(tick.bidPrice).toBe(42);
    tick.free();
    expectEmpty(arena);
  });

  it("frees in one thread what another filled, again and again, in memory that holds a fraction of it", async () => {
    const arena = createArena({ shared: { bytes: 2 ** 24 } });
    const worker = await join(arena);
    for (let round = 0; round < 40; round++) {
      const handles = await ask<number[]>(worker, { do: "build", count: 500 });
      for (const [index, handle] of handles.entries()) {
        const order = Order.at(arena, handle);
        if (index % 100 === 0) expect(checksum(order, Order.type)).toBe(arena.native.checksum(handle));
        order.free();
      }
    }
    expectEmpty(arena);
  });

  it("lets exactly one of two threads free a message", async () => {
    const arena = createArena({ shared: { bytes: 2 ** 24 } });
    const workers = await Promise.all([join(arena), join(arena)]);
    for (let round = 0; round < 20; round++) {
      const handles = Array.from({ length: 2_000 }, () => PriceTick.create(arena).handle);
      const flag = new Int32Array(new SharedArrayBuffer(4));
      const freed = await Promise.all(
        workers.map((worker) => ask<number>(worker, { do: "free", handles, flag })),
      );
      expect((freed[0] ?? 0) + (freed[1] ?? 0)).toBe(handles.length);
      expectEmpty(arena);
    }
  });

  it("is used by three threads at once", async () => {
    const arena = createArena({ shared: { bytes: 2 ** 25, members: 4 } });
    const workers = await Promise.all([join(arena), join(arena), join(arena)]);
    const rounds = 3_000;
    const made = await Promise.all(
      workers.map((worker, seed) => ask<number>(worker, { do: "churn", rounds, seed })),
    );
    expect(made).toEqual([2 * rounds, 2 * rounds, 2 * rounds]);
    expectEmpty(arena);
  });

  it("gives the place and the free blocks of a thread that ended to the next", async () => {
    const arena = createArena({ shared: { bytes: 2 ** 23, members: 2 } });
    const threads = Number(process.env["STRAIT_SHORT_LIVED_WORKERS"] ?? 12);
    for (let thread = 0; thread < threads; thread++) {
      const worker = await join(arena);
      expect(await ask(worker, { do: "churn", rounds: 50, seed: thread })).toBe(100);
      await worker.terminate();
    }
    expectEmpty(arena);
  }, 600_000);

  it("outlives the thread that made it", async () => {
    const maker = new Worker(new URL("fixtures/maker.ts", import.meta.url));
    const [ticket, handle] = (await once(maker, "message"))[0];
    const arena = createArena({ join: ticket });
    await maker.terminate();
    expect(PriceTick.at(arena, handle).bidPrice).toBe(7);
    arena.reset();
    expectEmpty(arena);
  });

  it("has no more memory, messages and members than it was made for", async () => {
    const arena = createArena({ shared: { bytes: 2 ** 20, members: 2 } });
    const orders: Order[] = [];
    const fillUp = () => {
      for (;;) orders.push(Order.create(arena));
    };
    expect(fillUp).toThrow(expect.objectContaining({ code: "OUT_OF_MEMORY" }));
    expect(orders.length).toBeGreaterThan(100);
    for (const order of orders.splice(0)) order.free();
    expectEmpty(arena);
    const other = createArena({ join: arena.ticket ?? raise() });
    expect(() => createArena({ join: arena.ticket ?? raise() })).toThrow(
      expect.objectContaining({ code: "OUT_OF_MEMORY" }),
    );
    expect(other.member).not.toBe(arena.member);
  });

  it("refuses a ticket that is not its own", () => {
    const arena = createArena({ shared: { bytes: 2 ** 20 } });
    const ticket = arena.ticket ?? raise();
    const memory = new SharedArrayBuffer(ticket.memory.byteLength);
    expect(() => createArena({ join: { ...ticket, memory } })).toThrow(/not that of its arena/);
    expect(() => createArena({ join: { ...ticket, id: ticket.id + 1 } })).toThrow(
      /no shared arena has this id/,
    );
    expect(() => createArena({ join: { ...ticket, id: -1 } })).toThrow(/no shared arena has this id/);
    const newError = (_: string, message: string) => new Error(message) as never;
    const short = new Uint8Array(ticket.memory, 8);
    expect(() => new addon.SharedNativeArena(short, ticket.id, newError)).toThrow(/not that of its arena/);
    const sizes = { members: 2, slotChunks: 1, slabUnits: 1 };
    expect(() => new addon.SharedNativeArena(short, sizes, newError)).toThrow(/as large as the sizes say/);
  });

  it.each([
    { bytes: 1000 },
    { bytes: 2 ** 35 },
    { messages: 0 },
    { messages: 2 ** 24 },
    { members: 1 },
    { members: 256 },
  ])("refuses to be made with %o", (shared) => {
    const [name, value] = Object.entries(shared)[0] ?? raise();
    expect(() => createArena({ shared })).toThrow(new RegExp(`${name} is ${value}`));
  });
});

describe("a thread that is terminated", () => {
  const terminations = Number(process.env["STRAIT_TERMINATIONS"] ?? 15);
  it(
    "in the middle of anything leaves an arena that the others go on with",
    async () => {
      const arena = createArena({ shared: { bytes: 2 ** 26, members: 2 } });
      for (let round = 0; round < terminations; round++) {
        const worker = await join(arena);
        const started = ask(worker, { do: "churn for ever", seed: round });
        expect(await started).toBe("started");
        await new Promise((resolve) => setTimeout(resolve, (round * 7) % 20));
        await worker.terminate();
        arena.recover();
        expect(arena.audit().disagreements).toEqual([]);
        const order = Order.create(arena);
        arena.native.fill(order.handle, round);
        expect(checksum(order, Order.type)).toBe(arena.native.checksum(order.handle));
        order.free();
      }
      arena.reset();
      expectEmpty(arena);
    },
    600_000 + 5_000 * terminations,
  );
});

describe("arenas of their own", () => {
  it("serve each thread alone", async () => {
    const arena = createArena();
    const worker = new Worker(new URL("fixtures/own-arena.ts", import.meta.url), { workerData: 5_000 });
    running.add(worker);
    const answer = once(worker, "message");
    for (let round = 0; round < 5_000; round++) {
      const order = Order.create(arena);
      order.labels.set("round", `order ${round}`);
      order.free();
    }
    expectEmpty(arena);
    expect((await answer)[0]).toEqual({ made: 5_000, ledger: [], disagreements: [] });
  });

  it("cannot be joined: they have no ticket", () => {
    expect(createArena().ticket).toBeUndefined();
  });
});

describe("a loan", () => {
  it("keeps a message, what contains it and the arena from being freed", () => {
    const arena = createArena();
    const order = Order.create(arena);
    order.lines.add();
    const line = order.lines.add();
    order.lines.add();
    {
      using loan = line.lend();
      expect(loan.handle).toBe(line.handle);
      for (const free of [() => order.free(), () => arena.reset(), () => order.lines.clear()]) {
        expect(free).toThrow(expect.objectContaining({ code: "LENT" }));
      }
      expect(line.isLive).toBe(true);
      expect(order.lines.length).toBe(2);
      expect(order.lines.at(1).handle).toBe(line.handle);
    }
    order.free();
    expectEmpty(arena);
  });

  it("is what native code on another thread has, while JavaScript goes on", async () => {
    const arena = createArena({ shared: { bytes: 2 ** 24 } });
    const orders = Array.from({ length: 20 }, (_, seed) => {
      const order = Order.create(arena);
      arena.native.fill(order.handle, seed);
      return order;
    });
    const later = orders.map((order) => [
      arena.native.checksumInBackground(order.handle),
      arena.native.encodeInBackground(order.handle),
    ]);
    for (const order of orders) expect(() => order.free()).toThrow(expect.objectContaining({ code: "LENT" }));
    expect(() => arena.reset()).toThrow(expect.objectContaining({ code: "LENT" }));
    const tick = PriceTick.create(arena);
    for (const [index, order] of orders.entries()) {
      const [sum, bytes] = await Promise.all(later[index] ?? []);
      expect(sum).toBe(checksum(order, Order.type));
      expect(bytes).toEqual(order.toBinary());
      order.free();
    }
    tick.free();
    expectEmpty(arena);
  });

  it("is not given for a message that is not there, nor by an arena of one thread", async () => {
    const arena = createArena({ shared: { bytes: 2 ** 20 } });
    const tick = PriceTick.create(arena);
    const { handle } = tick;
    tick.free();
    expect(() => arena.native.checksumInBackground(handle)).toThrow(
      expect.objectContaining({ code: "STALE_HANDLE" }),
    );
    const own = createArena();
    using other = PriceTick.create(own);
    expect(() => own.native.checksumInBackground(other.handle)).toThrow(/make it with \{ shared: \{\} \}/);
  });

  it("of work in progress does not keep a thread that is terminated from ending", async () => {
    const arena = createArena({ shared: { bytes: 2 ** 24, members: 3 } });
    for (let round = 0; round < 5; round++) {
      const worker = await join(arena);
      expect(await ask(worker, { do: "check for ever" })).toBe("started");
      await worker.terminate();
      arena.recover();
      arena.reset();
      expectEmpty(arena);
    }
  });

  it("ends once, and can be one of several", () => {
    const arena = createArena();
    const tick = PriceTick.create(arena);
    const [first, second] = [tick.lend(), tick.lend()];
    first.end();
    first.end();
    expect(() => tick.free()).toThrow(expect.objectContaining({ code: "LENT" }));
    second.end();
    tick.free();
    expect(() => tick.lend()).toThrow(expect.objectContaining({ code: "STALE_HANDLE" }));
    expectEmpty(arena);
  });
});

function raise(): never {
  throw new Error("the test expects a shared arena");
}
