import { putHandle } from "../../src/ring.ts";
import { faultyProducer, tear } from "./faulty-producer.ts";

/** The handle is there before the seal is. */
export default faultyProducer((step) => {
  tear(step, "seal");
  putHandle(step.ring, step.handle, step.stopped);
});
