import { putHandle } from "../../src/ring.ts";
import { faultyProducer, tear } from "./faulty-producer.ts";

/** The handle is there while the bytes are those of the parcel before. */
export default faultyProducer((step) => {
  tear(step, "content");
  putHandle(step.ring, step.handle, step.stopped);
});
