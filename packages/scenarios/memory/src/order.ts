import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Orders in which messages are freed, against that of their allocation. */
export const orderNames = ["same", "reverse", "random"] as const;
export type OrderName = (typeof orderNames)[number];

/** Positions 0 … count − 1 in an order; a random one follows from its seed (Fisher and Yates; Durstenfeld 1964). */
export function orderOf(name: OrderName, count: number, seed: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  if (name === "reverse") order.reverse();
  if (name === "random") {
    const generator = xoroshiro128plus(seed);
    for (let last = count - 1; last > 0; last--) {
      const other = uniformInt(generator, 0, last);
      const kept = order[last] ?? 0;
      order[last] = order[other] ?? 0;
      order[other] = kept;
    }
  }
  return order;
}
