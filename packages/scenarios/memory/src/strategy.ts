import type { Arena } from "@strait/native";
import { PriceTick } from "@strait/native/stress/market_data";

/** One way to allocate and free messages. Every function handles all `count` of them. */
export type Allocator = {
  allocate(): number;
  /** Frees them in the order in which they were allocated, or which {@link arrange} gave them since. */
  free(): number;
  /** Brings what is allocated into another order: position by position, which of them comes there. */
  arrange(order: Uint32Array): void;
};

export type Strategy = {
  readonly name: string;
  readonly title: string;
  start(arena: Arena, count: number): Allocator;
};

const inJavaScript: Strategy = {
  name: "javascript",
  title: "in JavaScript",
  start(arena, count) {
    const ticks: PriceTick[] = [];
    return {
      allocate() {
        for (let index = 0; index < count; index++) ticks[index] = PriceTick.create(arena);
        return ticks.length;
      },
      free() {
        for (const tick of ticks) tick.free();
        return ticks.length;
      },
      arrange(order) {
        const before = [...ticks];
        order.forEach((from, position) => {
          const tick = before[from];
          if (tick !== undefined) ticks[position] = tick;
        });
      },
    };
  },
};

const callEach: Strategy = {
  name: "call",
  title: "by a call each",
  start({ native }, count) {
    const handles = new Float64Array(count);
    return {
      allocate() {
        for (let index = 0; index < count; index++) handles[index] = native.allocate(PriceTick.type.id);
        return handles.length;
      },
      free() {
        for (const handle of handles) native.free(handle);
        return handles.length;
      },
      arrange: (order) => arrangeHandles(handles, order),
    };
  },
};

const callPerBatch: Strategy = {
  name: "batch",
  title: "by a call per batch",
  start({ native }, count) {
    const handles = new Float64Array(count);
    return {
      allocate() {
        native.allocateBatch(PriceTick.type.id, handles);
        return handles.length;
      },
      free() {
        native.freeBatch(handles);
        return handles.length;
      },
      arrange: (order) => arrangeHandles(handles, order),
    };
  },
};

function arrangeHandles(handles: Float64Array, order: Uint32Array): void {
  const before = handles.slice();
  order.forEach((from, position) => {
    handles[position] = before[from] ?? 0;
  });
}

export const strategies: readonly Strategy[] = [inJavaScript, callEach, callPerBatch];
