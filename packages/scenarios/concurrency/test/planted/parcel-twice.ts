import { putHandle } from "../../src/ring.ts";
import { faultyProducer } from "./faulty-producer.ts";

/** Both turns get the same handle. */
export default faultyProducer(({ ring, handle, stopped }) => {
  putHandle(ring, handle, stopped);
  putHandle(ring, handle, stopped);
});
