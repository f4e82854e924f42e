/**
 * What stands in for the empty batch of a case that gives none: a loop of as many turns that adds up integers, about one
 * cycle of the processor a turn. A batch that costs little more has done nothing, whatever it returns.
 */
export function emptyLoop(operations: number): () => number {
  return () => {
    let sum = 0;
    for (let turn = 0; turn < operations; turn += 1) sum = (sum + turn) | 0;
    return sum;
  };
}
