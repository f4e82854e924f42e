import type { Arena, MessageType, MessageView } from "../src/runtime/index.ts";
import type { Content } from "./random-content.ts";

/** What every generated class has beside the members of MessageView. */
export type AnyMessage = MessageView & { assign(init: Content): AnyMessage; toObject(): Content };

/** Allocates a message of any type. */
export function create(arena: Arena, type: MessageType): AnyMessage {
  return asAnyMessage(type.view().create(arena));
}

export function asAnyMessage(view: MessageView): AnyMessage {
  if (isAnyMessage(view)) return view;
  throw new Error(`${view.constructor.name} lacks assign or toObject`);
}

function isAnyMessage(view: MessageView): view is AnyMessage {
  return "assign" in view && "toObject" in view;
}
