import type { MessageClass } from "./message-type.ts";

const loaded: MessageClass[] = [];

/** Generated modules tell here which classes they have: an arena is made for those that are loaded, not for all of its schema. */
export function announceViews(...classes: readonly MessageClass[]): void {
  loaded.push(...classes);
}

/** The view classes of all schemas that are loaded by now. */
export function loadedViews(): readonly MessageClass[] {
  return loaded;
}
