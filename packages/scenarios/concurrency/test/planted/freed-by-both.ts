import { WorkItem } from "@strait/native/stress/concurrency";
import { putHandle } from "../../src/ring.ts";
import { faultyProducer } from "./faulty-producer.ts";

/** The producer frees what is the consumer's by then. Whoever comes second is refused. */
export default faultyProducer(({ arena, ring, handle, stopped }) => {
  putHandle(ring, handle, stopped);
  WorkItem.at(arena, handle).free();
});
