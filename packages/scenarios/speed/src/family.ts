import { goalNanoseconds, goalPerSecond, type Target } from "@strait/harness";
import type { MessageType } from "@strait/native/runtime";
import { OnlyBool } from "@strait/native/stress/boundaries";
import { DoublesMessage } from "@strait/native/stress/comparison";
import { PriceTick } from "@strait/native/stress/market_data";
import { WideMessage } from "@strait/native/stress/wide";

/** How messages are allocated and freed: the three ways that the design has. */
export type StrategyName = "javascript" | "call" | "batch";

/** A family of messages that are a struct and nothing else, so that every strategy makes the same. */
export type Family = {
  readonly name: string;
  readonly title: string;
  readonly type: MessageType;
  /** What the design asks of a pair of allocation and free, by strategy. */
  readonly goals: Readonly<Partial<Record<StrategyName, Target>>>;
};

export type FamilyName = "bool" | "tick" | "wide" | "doubles";

export const families: Readonly<Record<FamilyName, Family>> = {
  bool: { name: "bool", title: "one bool, 16 bytes", type: OnlyBool.type, goals: {} },
  tick: {
    name: "tick",
    title: "8 numbers, 64 bytes",
    type: PriceTick.type,
    goals: {
      javascript: goalPerSecond(40_000_000, "design: at least 40 million pairs a second, ready to use"),
      batch: goalNanoseconds(2, "design: at most 2 ns a pair, in batches of 1,000"),
    },
  },
  wide: {
    name: "wide",
    title: "100 fields, 616 bytes",
    type: WideMessage.type,
    goals: {
      javascript: goalPerSecond(20_000_000, "design: at least 20 million pairs a second, ready to use"),
    },
  },
  doubles: { name: "doubles", title: "100 doubles, 808 bytes", type: DoublesMessage.type, goals: {} },
};

export const familyNames: readonly FamilyName[] = ["bool", "tick", "wide", "doubles"];
