import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** 0 … count − 1 in an order that follows from the seed (Fisher and Yates; Durstenfeld 1964), in memory to be shared. */
export function randomOrder(count: number, seed: number): Uint32Array<SharedArrayBuffer> {
  const order = new Uint32Array(new SharedArrayBuffer(4 * count));
  for (let place = 0; place < count; place++) order[place] = place;
  const generator = xoroshiro128plus(seed);
  for (let last = count - 1; last > 0; last--) {
    const other = uniformInt(generator, 0, last);
    const kept = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = kept;
  }
  return order;
}
