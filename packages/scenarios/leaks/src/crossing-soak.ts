import { sustainedCase } from "@strait/harness";
import { type Arena, checkLedgerAtZero, type MessageView } from "@strait/native";
import type { MessageType } from "@strait/native/runtime";
import { ChatMessage } from "@strait/native/stress/chat";
import { PriceTick } from "@strait/native/stress/market_data";
import { addon, createCountedArena } from "./addon.ts";
import type { SoakDefect } from "./arena-soak.ts";
import { allCounts, noteMissing } from "./places.ts";

/** Messages that cross in a batch; each takes three calls: one to decode it, one to encode it, one to free it. */
const crossings = 17_000;
const callsPerCrossing = 3;
export const callsPerBatch = crossings * callsPerCrossing;
/** Crossings after which an object is asked for and a reference held, and after which a buffer is lent. */
const objectEvery = 50;
const bufferEvery = 1_000;
const bufferBytes = 64;

/** Messages that cross into Rust and back, with all that a layer of Node-API makes on the way. */
export function crossingSoak(defect?: SoakDefect) {
  return sustainedCase({
    name: "crossing-soak",
    title: "Soak: into Rust and back",
    description:
      "Rust decodes a message and encodes it again, JavaScript frees it; every 50th time Rust returns an object and holds a reference for as long as a call, every 1,000th it lends a buffer. Ledgers and memory as in arena-soak.",
    metric: { name: "call", title: "Decode, encode or free", operation: "call" },
    operationsPerBatch: callsPerBatch,
    questions: ["leak"],
    milliseconds: { quick: 0, full: 2_000 },
    start({ note }) {
      noteMissing(note);
      const arena = createCountedArena();
      const { native } = arena;
      const [tick, text] = [wireOf(arena, tickOf), wireOf(arena, textOf)];
      const held = { name: "held" };
      let wrong = 0;
      return {
        batch() {
          let sum = 0;
          for (let crossing = 0; crossing < crossings; crossing += 1) {
            const { type, wire } = (crossing & 1) === 0 ? tick : text;
            const handle = native.decode(type.id, wire);
            sum += native.encode(handle).length - wire.length;
            if (crossing % objectEvery === 0) {
              sum += native.walk(handle).messages;
              addon.holdAndRelease(held);
            }
            native.free(handle);
            if (crossing % bufferEvery === 0)
              sum += new Uint8Array(addon.externalBuffer(bufferBytes))[1] ?? 0;
          }
          // One message each time it is asked; every lent byte is 7; what is encoded is as long as what was decoded.
          if (sum !== crossings / objectEvery + 7 * (crossings / bufferEvery)) wrong += 1;
          defect?.();
          return sum;
        },
        count: () => allCounts(arena),
        verify: () => [
          {
            name: "what crossed came back",
            passed: wrong === 0,
            detail: `${wrong} batches returned another sum of lengths, messages and lent bytes`,
          },
          checkLedgerAtZero(arena),
        ],
      };
    },
  });
}

function tickOf(arena: Arena): [MessageType, MessageView] {
  return [PriceTick.type, PriceTick.create(arena).assign({ bidPrice: 101.25, bidSize: 7 })];
}

function textOf(arena: Arena): [MessageType, MessageView] {
  const text = "a line of some forty characters of text";
  return [
    ChatMessage.type,
    ChatMessage.create(arena).assign({ authorId: 4, content: { case: "text", value: text } }),
  ];
}

/** In the arena of the case: one of its own would be given back by a finalizer, at some time while ledgers are read. */
function wireOf(arena: Arena, make: (arena: Arena) => [MessageType, MessageView]) {
  const [type, message] = make(arena);
  const wire = arena.native.encode(message.handle);
  message.free();
  return { type, wire };
}
