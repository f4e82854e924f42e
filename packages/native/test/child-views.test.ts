/**
 * The view of a sub-message, which its parent's view keeps for the next read. Oracle: the slot that the parent's field
 * refers to, and what is written through a view made anew.
 */
import { describe, expect, it } from "vitest";
import { Timestamp } from "../src/generated/google/protobuf/timestamp.ts";
import { ChatMessage } from "../src/generated/strait/stress/v1/chat.ts";
import { createArena } from "../src/index.ts";

describe("the view of a sub-message that is read again", () => {
  it("is the same as long as the message is", () => {
    using parent = ChatMessage.create(createArena());
    parent.ensureQuotedMessage().id = 1;
    const first = parent.quotedMessage;
    expect(first).toBeInstanceOf(ChatMessage);
    expect(parent.quotedMessage).toBe(first);
    parent.ensureQuotedMessage().id = 2;
    expect(parent.quotedMessage?.id).toBe(2);
  });

  it("is a new one for the next message, in the same slot too", () => {
    using parent = ChatMessage.create(createArena());
    parent.ensureQuotedMessage().id = 1;
    const first = parent.quotedMessage;
    parent.clearQuotedMessage();
    expect(parent.quotedMessage).toBeUndefined();
    parent.ensureQuotedMessage().id = 2;
    const second = parent.quotedMessage;
    expect(second?.$index, "the slot is free and comes first").toBe(first?.$index);
    expect(second).not.toBe(first);
    expect(second?.id).toBe(2);
    expect(first?.isLive).toBe(false);
    expect(() => first?.id).toThrow(expect.objectContaining({ code: "STALE_HANDLE" }));
  });

  it("is that of the field that is read, when several are read in turn", () => {
    using parent = ChatMessage.create(createArena());
    parent.ensureQuotedMessage().id = 1;
    parent.ensureSentAt().seconds = 2;
    for (let round = 0; round < 3; round++) {
      expect(parent.quotedMessage?.id).toBe(1);
      expect(parent.sentAt?.seconds).toBe(2);
    }
  });

  it("is of the field's type, even when the memory names the slot of another", () => {
    const arena = createArena();
    const parent = ChatMessage.create(arena);
    const sentAt = parent.ensureSentAt();
    parent.ensureQuotedMessage();
    const words = parent.$slab.u32.subarray(parent.$word, parent.$word + ChatMessage.type.size / 4);
    const quoted = words.indexOf(parent.quotedMessage?.$index ?? 0);
    expect(parent.sentAt).toBeInstanceOf(Timestamp);
    words[quoted] = sentAt.$index;
    expect(parent.quotedMessage).toBeInstanceOf(ChatMessage);
    expect(parent.sentAt).toBeInstanceOf(Timestamp);
  });
});
