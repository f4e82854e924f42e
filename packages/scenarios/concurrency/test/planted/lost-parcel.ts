import { faultyProducer } from "./faulty-producer.ts";

/** The parcel is made, and never handed over. */
export default faultyProducer(() => {});
