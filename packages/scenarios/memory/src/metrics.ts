import { floorPerSecond } from "@strait/harness";

const floor = floorPerSecond(1_000, "asked of a first version: more than 1,000 operations a second");

/** What every case of this scenario times. */
export const allocationAndFree = {
  allocate: { title: "Allocate", operation: "allocation", targets: [floor] },
  free: { title: "Free", operation: "deallocation", targets: [floor] },
};
