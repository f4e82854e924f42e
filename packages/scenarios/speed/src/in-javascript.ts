import type { Arena } from "@strait/native";
import { OnlyBool } from "@strait/native/stress/boundaries";
import { DoublesMessage } from "@strait/native/stress/comparison";
import { PriceTick } from "@strait/native/stress/market_data";
import { WideMessage } from "@strait/native/stress/wide";
import type { FamilyName } from "./family.ts";
import type { Loops } from "./strategy.ts";

/**
 * Loops in JavaScript, written out for every family: one loop for all of them would see views of many classes, which no
 * engine compiles as well as a program that knows what it allocates.
 */
export function loopsInJavaScript(arena: Arena, live: number, cycles: number): Record<FamilyName, Loops> {
  return {
    bool: bools(arena, live, cycles),
    tick: ticks(arena, live, cycles),
    wide: wides(arena, live, cycles),
    doubles: doubles(arena, live, cycles),
  };
}

function bools(arena: Arena, live: number, cycles: number): Loops {
  const messages: OnlyBool[] = [];
  return {
    allocate() {
      for (let index = 0; index < live; index++) messages[index] = OnlyBool.create(arena);
      return messages.length;
    },
    free() {
      for (const message of messages) message.free();
      return messages.length;
    },
    cycle() {
      let sum = 0;
      for (let cycle = 0; cycle < cycles; cycle++) {
        const message = OnlyBool.create(arena);
        sum += Number(message.enabled) + cycle;
        message.free();
      }
      return sum;
    },
  };
}

function ticks(arena: Arena, live: number, cycles: number): Loops {
  const messages: PriceTick[] = [];
  return {
    allocate() {
      for (let index = 0; index < live; index++) messages[index] = PriceTick.create(arena);
      return messages.length;
    },
    free() {
      for (const message of messages) message.free();
      return messages.length;
    },
    cycle() {
      let sum = 0;
      for (let cycle = 0; cycle < cycles; cycle++) {
        const message = PriceTick.create(arena);
        sum += message.bidSize + cycle;
        message.free();
      }
      return sum;
    },
  };
}

function wides(arena: Arena, live: number, cycles: number): Loops {
  const messages: WideMessage[] = [];
  return {
    allocate() {
      for (let index = 0; index < live; index++) messages[index] = WideMessage.create(arena);
      return messages.length;
    },
    free() {
      for (const message of messages) message.free();
      return messages.length;
    },
    cycle() {
      let sum = 0;
      for (let cycle = 0; cycle < cycles; cycle++) {
        const message = WideMessage.create(arena);
        sum += message.bladeCount + cycle;
        message.free();
      }
      return sum;
    },
  };
}

function doubles(arena: Arena, live: number, cycles: number): Loops {
  const messages: DoublesMessage[] = [];
  return {
    allocate() {
      for (let index = 0; index < live; index++) messages[index] = DoublesMessage.create(arena);
      return messages.length;
    },
    free() {
      for (const message of messages) message.free();
      return messages.length;
    },
    cycle() {
      let sum = 0;
      for (let cycle = 0; cycle < cycles; cycle++) {
        const message = DoublesMessage.create(arena);
        sum += message.band00 + cycle;
        message.free();
      }
      return sum;
    },
  };
}
