/** The hand-over with a producer that goes wrong at parcel 500; the consumer is the real one. */
import { defineWorker, type WorkerDefinition } from "@strait/harness";
import { type Arena, createArena } from "@strait/native";
import { WorkItem } from "@strait/native/stress/concurrency";
import { contentOf, packParcel } from "../../src/parcel.ts";
import { putHandle, type Ring } from "../../src/ring.ts";
import { consume, type HandOverData, producer } from "../../src/worker/hand-over.ts";

type Step = { readonly arena: Arena; readonly ring: Ring; readonly handle: number; stopped(): boolean };

/** @param misbehave what is done with parcel 500 in place of handing it over */
export function faultyProducer(misbehave: (step: Step) => void): WorkerDefinition<HandOverData> {
  return defineWorker<HandOverData>(({ data: { ticket, ring }, index }) => {
    const arena = createArena({ join: ticket });
    return {
      pass(section) {
        if (index !== producer) return consume(arena, ring, section);
        const { stopped } = section;
        const [parcels = 0, content] = section.arguments;
        let result = 0;
        for (let id = 0; id < parcels && !stopped(); id++) {
          const handle = packParcel(arena, id, producer, content === 1);
          if (id === 500) misbehave({ arena, ring, handle, stopped });
          else putHandle(ring, handle, stopped);
          result += handle;
        }
        return { operations: parcels, result };
      },
    };
  });
}

/** Lets a parcel look as if the producer had been seen in the middle of writing it. */
export function tear({ arena, handle }: Step, what: "seal" | "content"): void {
  const item = WorkItem.at(arena, handle);
  if (what === "seal") item.attemptCount = 0;
  else if (item.input.length > 0) item.input = contentOf(item.id - 1);
}
