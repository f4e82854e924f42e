import type { Arena } from "@strait/native";
import { WideMessage } from "@strait/native/stress/wide";

/** Bounds that keep a filled message at the size of a real one. */
const bounds = { maximumElements: 8, maximumTextLength: 24, maximumDepth: 1 };

/** `count` wide messages that Rust filled with seeded content, no two alike. */
export function filledMessages(arena: Arena, count: number, seed: number): WideMessage[] {
  return Array.from({ length: count }, (_, index) => {
    const message = WideMessage.create(arena);
    arena.native.fill(message.handle, (seed + index) >>> 0, bounds);
    return message;
  });
}
