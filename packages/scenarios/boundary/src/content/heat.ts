import type { MessageName } from "../generated/content.ts";
import type { ContentSize } from "./random-content.ts";

/** What crosses: a message of one shape and about one size. */
export type Heat = {
  readonly message: MessageName;
  readonly size: ContentSize;
  /** The size that is asked for, in bytes of content. */
  readonly bytes: number;
};

/** Messages of one kind, from 32 bytes to 1 MiB of content. */
export type Shape = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly heats: readonly Heat[];
};

export const sizes = [32, 1024, 32 * 1024, 1024 * 1024] as const;

function shape(
  words: Omit<Shape, "heats">,
  messages: readonly [MessageName, MessageName, MessageName],
  size: Omit<ContentSize, "elements" | "textSpread">,
  smallTextBytes: number,
  messageBytes: number,
): Shape {
  const [small, whole, batch] = messages;
  const heats = sizes.map((bytes, index) => ({
    message: index === 0 ? small : index === 1 ? whole : batch,
    bytes,
    size: {
      ...size,
      elements: Math.round(bytes / messageBytes),
      textBytes: index === 0 ? smallTextBytes : size.textBytes,
      textSpread: index === 0 ? 0 : 0.5,
      unicode: size.unicode && index > 0,
    },
  }));
  return { ...words, heats };
}

/** The four shapes. Where a shape cannot have a size, it has the nearest that it can. */
export const shapes: readonly Shape[] = [
  shape(
    {
      name: "doubles",
      title: "All doubles",
      description:
        "4 doubles (32 bytes), a message of 100 doubles (800 bytes, the nearest to 1 KiB), batches of 41 and 1,311 such messages.",
    },
    ["BoundingRectangle", "DoublesMessage", "DoublesBatch"],
    { links: 0, textBytes: 0, unicode: false },
    0,
    800,
  ),
  shape(
    {
      name: "mixed",
      title: "Mixed fields",
      description:
        "6 fields (32 bytes), a message of 100 fields (40 int32, 10 int64, 20 double, 10 bool, 20 string; 1 KiB), batches of 32 and 1,024.",
    },
    ["NodeStatus", "MixedMessage", "MixedBatch"],
    { links: 0, textBytes: 30.7, unicode: true },
    7,
    1024,
  ),
  shape(
    {
      name: "text",
      title: "Text",
      description:
        "2 strings of 16 bytes, a page of 16 lines of 64 bytes (one line in four not ASCII), batches of 32 and 1,024 pages.",
    },
    ["NamePair", "TextPage", "TextBatch"],
    { links: 0, textBytes: 64, unicode: true },
    16,
    1024,
  ),
  shape(
    {
      name: "deep",
      title: "20 levels deep",
      description:
        "A chain of 20 messages, each with an int32, an int64, a double and a string: 400 bytes with empty strings (the nearest to 32), 1 KiB with strings of 31, batches of 32 and 1,024 chains.",
    },
    ["ChainLink", "ChainLink", "ChainBatch"],
    { links: 20, textBytes: 31, unicode: true },
    0,
    1024,
  ),
];
