import type { Arena } from "@strait/native";

/**
 * A defect to plant.
 *
 * @param batch number of the batch that ends, from 0
 * @param arena that the load works on
 * @returns a number that depends on what it did, which counts as a result of the batch
 */
export type Defect = (batch: number, arena: Arena) => number;
