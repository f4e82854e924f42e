/** The bleeding with workers that take memory which they do not need. */
import { defineWorker } from "@strait/harness";
import { createArena } from "@strait/native";
import { WorkItem } from "@strait/native/stress/concurrency";
import bleeding, { type BleedingData } from "../../src/worker/bleeding.ts";

export default defineWorker<BleedingData>((context) => {
  const hoard = createArena({ join: context.data.ticket });
  const items = Array.from({ length: 12_000 }, () => WorkItem.create(hoard));
  for (const item of items) item.free();
  return bleeding(context);
});
