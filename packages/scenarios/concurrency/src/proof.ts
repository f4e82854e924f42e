import type { Check, Section } from "@strait/harness";

/** Collects what does not add up in the sections of a case, for its check. */
export type Proof = {
  /** Notes a fault, in words that name what and where. */
  fault(sentence: string): void;
  /** Every worker must have read back 0 + 1 + … + (pairs − 1). */
  pairs(section: Section, pairs: number): void;
  check(name: string, detail: string): Check;
};

/** Faults after the first few are counted only. */
const mostFaults = 5;

export function createProof(): Proof {
  const faults: string[] = [];
  let count = 0;
  const fault = (sentence: string) => {
    count += 1;
    if (faults.length < mostFaults) faults.push(sentence);
  };
  return {
    fault,
    pairs({ workers }, pairs) {
      const wanted = (pairs * (pairs - 1)) / 2;
      for (const [worker, { result }] of workers.entries()) {
        if (result !== wanted)
          fault(`worker ${worker} read back a sum of ${result} where it wrote ${wanted}`);
      }
    },
    check: (name, detail) => ({
      name,
      passed: count === 0,
      detail:
        count === 0
          ? detail
          : `${faults.join("; ")}${count > mostFaults ? `; and ${count - mostFaults} more` : ""}`,
    }),
  };
}
