import { defineScenario } from "@strait/harness";
import { addonIdentity } from "@strait/native";
import { eventLoop, eventLoopPauses, type Load } from "./event-loop.ts";
import { synchronousLoop, synchronousLoops } from "./synchronous-loop.ts";
import { arena, external, forLarge, forSmall, others } from "./way.ts";

const small: Load = {
  name: "small",
  title: "256 bytes, 200 a turn",
  bytes: 256,
  perTurn: 200,
  turns: { smoke: 5, quick: 40, full: 350 },
};

const large: Load = {
  name: "large",
  title: "64 KiB, 4 a turn",
  bytes: 65_536,
  perTurn: 4,
  turns: { smoke: 5, quick: 80, full: 400 },
};

export default defineScenario({
  name: "gc",
  title: "Garbage collection",
  description:
    "What becomes of memory that messages took: buffers and values that a finalizer gives back, objects of JavaScript's own, and the arena, whose messages are freed.",
  addon: async () => addonIdentity(),
  cases: [
    synchronousLoop(external),
    synchronousLoop(arena),
    synchronousLoops(others),
    eventLoop(small, forSmall),
    eventLoop(large, forLarge),
    eventLoopPauses(small, forSmall),
    eventLoopPauses(large, forLarge),
  ],
});
