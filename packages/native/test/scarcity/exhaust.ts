/** Uses up all that an arena has, so that the next of anything must ask for memory. */

import { types } from "../../src/generated/index.ts";
import { MassiveArrays } from "../../src/generated/strait/stress/v1/arrays.ts";
import { classBytes } from "../../src/runtime/size-class.ts";
import type { limitedArena } from "./limited-arena.ts";

const pageBytes = 8192;
const room = 30_000;

/** Takes pages, then blocks and slots of every size class, until each is refused. A reset gives all of it back. */
export function exhaust({ arena, allowed }: ReturnType<typeof limitedArena>): void {
  const ballast = MassiveArrays.create(arena);
  ballast.bytesElements.assign(new Array(room).fill(new Uint8Array(0)));
  let next = 0;
  allowed.left = 0;
  const untilRefused = (take: () => void) => {
    try {
      for (;;) take();
    } catch (error) {
      if (!String(error).includes("no memory today")) throw error;
    }
  };
  for (let pages = 8; pages >= 5; pages--) {
    untilRefused(() => ballast.bytesElements.set(next++, new Uint8Array(pages * pageBytes)));
  }
  for (const bytes of classBytes) {
    untilRefused(() => ballast.bytesElements.set(next++, new Uint8Array(bytes)));
  }
  for (let sizeClass = 0; sizeClass < classBytes.length; sizeClass++) {
    const type = types.find((one) => one.sizeClass === sizeClass);
    if (type !== undefined) untilRefused(() => type.view().create(arena));
  }
  untilRefused(() => ballast.bytesElements.set(next++, new Uint8Array(4 * pageBytes + 1)));
  if (next >= room) throw new Error(`the ballast needs room for more than ${room} blocks`);
  allowed.left = Number.POSITIVE_INFINITY;
}
