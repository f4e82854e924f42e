/** The bleeding with a worker that writes into a message which it has handed on. */
import { defineWorker } from "@strait/harness";
import { createArena } from "@strait/native";
import { WorkItem } from "@strait/native/stress/concurrency";
import bleeding, { type BleedingData } from "../../src/worker/bleeding.ts";

export default defineWorker<BleedingData>((context) => {
  const arena = createArena({ join: context.data.ticket });
  const { replace } = bleeding(context);
  return {
    replace(section) {
      if (replace === undefined) throw new Error("the bleeding has lost its task");
      const done = replace(section);
      const [shift = 0] = section.arguments;
      const { handles, order } = context.data;
      const row = ((context.index + shift) % (handles.length / order.length)) * order.length;
      if (context.index === 0) WorkItem.at(arena, handles[row] ?? 0).owner += 1;
      return done;
    },
  };
});
