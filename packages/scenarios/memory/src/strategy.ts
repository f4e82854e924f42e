import { type Arena, PriceTick } from "@strait/native";

/** One way to allocate and free messages. Both functions handle all `count` of them. */
export type Allocator = { allocate(): number; free(): number };

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
    };
  },
};

export const strategies: readonly Strategy[] = [inJavaScript, callEach, callPerBatch];
