import { checkLedgerAtZero } from "@strait/native";
import { DoublesMessage, MixedMessage } from "@strait/native/stress/comparison";
import {
  BoundingRectangle,
  ChainBatch,
  ChainLink,
  DoublesBatch,
  MixedBatch,
  NamePair,
  NodeStatus,
  TextBatch,
  TextPage,
} from "@strait/native/stress/race";
import type { createBoundaryArena } from "../addon.ts";
import { readers } from "../generated/read/arena.ts";
import { type Crossing, lane } from "./crossing.ts";

const views = {
  BoundingRectangle,
  NodeStatus,
  NamePair,
  ChainLink,
  DoublesMessage,
  MixedMessage,
  TextPage,
  DoublesBatch,
  MixedBatch,
  TextBatch,
  ChainBatch,
};

/** Views on the shared arena: the question is written in place, a handle crosses, and the answer is read in place. */
export function sharedArena(arena: ReturnType<typeof createBoundaryArena>): Crossing {
  return {
    name: "arena",
    limits: {},
    prepare(name, content) {
      const view = views[name];
      const exchange = arena.native[`answer${name}`];
      const send = () => {
        const question = view.create(arena).assign(content);
        const answer = view.at(arena, exchange(question.handle));
        question.free();
        return answer;
      };
      return lane(send, readers[name], (answer) => answer.free());
    },
    leftovers() {
      const { passed, detail } = checkLedgerAtZero(arena);
      return passed ? undefined : detail;
    },
  };
}
