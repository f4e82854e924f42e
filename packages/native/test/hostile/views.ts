/** Reads and writes through views of memory that is corrupt. */

import { types } from "../../src/generated/index.ts";
import { type Arena, checksum } from "../../src/index.ts";
import { MapView, type MessageType, Repeated } from "../../src/runtime/index.ts";
import { type AnyMessage, asAnyMessage } from "../any-message.ts";
import type { Below } from "./mutations.ts";

/** Uses a view of the message in any slot, whatever comes of it. */
export function useAnyView(arena: Arena, below: Below): void {
  const slots = arena.slotChunks[0];
  if (slots === undefined) return;
  const index = 1 + below(420);
  const type = types[(slots[4 * index + 1] ?? 0) & 0xffff];
  if (type === undefined) return;
  const view = asAnyMessage(type.view().ofSlot(arena, index));
  switch (below(8)) {
    case 0:
      view.toObject();
      return;
    case 1:
      checksum(view, type);
      return;
    case 2:
      if (below(10) === 0) view.free();
      return;
    case 3:
      view.toBinary();
      return;
    case 4:
      type.view().create(arena);
      return;
    default:
      useField(view, type, below);
  }
}

function useField(view: AnyMessage, type: MessageType, below: Below): void {
  const field = type.fields[below(type.fields.length)];
  if (field === undefined) return;
  const held: unknown = Reflect.get(view, field.property);
  if (held instanceof Repeated) {
    useList(held, below);
  } else if (held instanceof MapView) {
    useMap(held, below);
  } else if (field.kind === "string") {
    Reflect.set(view, field.property, "text of any length".repeat(below(5)));
  } else if (field.kind === "message") {
    Reflect.apply(
      Reflect.get(view, `ensure${field.property.charAt(0).toUpperCase()}${field.property.slice(1)}`),
      view,
      [],
    );
  } else if (typeof held === "number") {
    Reflect.set(view, field.property, below(100));
  }
}

function useList(list: Repeated<unknown, unknown>, below: Below): void {
  switch (below(5)) {
    case 0:
      list.toArray();
      return;
    case 1:
      for (const _element of list) if (below(100) === 0) break;
      return;
    case 2:
      list.clear();
      return;
    case 3:
      list.push(list.length > 0 ? list.at(0) : 0);
      return;
    default:
      list.at(below(list.length + 1));
  }
}

function useMap(map: MapView<string, unknown>, below: Below): void {
  switch (below(5)) {
    case 0:
      map.get("key");
      return;
    case 1:
      for (const _entry of map) if (below(100) === 0) break;
      return;
    case 2:
      map.delete("key");
      return;
    case 3:
      map.clear();
      return;
    default:
      map.set("key", 1);
  }
}
