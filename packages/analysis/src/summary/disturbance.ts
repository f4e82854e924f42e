/** Whether so many samples had to wait for a processor, or shared it, that their median did, too. */

import { median } from "../describe/descriptive.ts";
import type { ForkSamples } from "./measurement.ts";

/** From this share of disturbed samples on, a fork's median is that of disturbed samples. */
const mostOfThem = 0.5;

/** Share of a metric's samples that were disturbed: the median over the forks; null where no fork can say. */
export function disturbedShareOf(forks: readonly ForkSamples[]): number | null {
  const shares = forks.flatMap(({ samples, disturbed }) =>
    disturbed === null || samples.length === 0 ? [] : [disturbed / samples.length],
  );
  return shares.length === 0 ? null : median(shares);
}

/** Whether a cost may be higher than it is only because the machine was busy. It is never lower for that. */
export function isDisturbed({ disturbedShare }: { readonly disturbedShare: number | null }): boolean {
  return disturbedShare !== null && disturbedShare >= mostOfThem;
}
