import { addon } from "../addon.ts";
import { readers } from "../generated/read/properties.ts";
import { type Crossing, lane, messageNumber } from "./crossing.ts";

/** Plain objects, read and built in Rust property by property through Node-API. */
export const properties: Crossing = {
  name: "napi-properties",
  limits: { largeIntegers: "napi_get_value_int64 takes a Number" },
  prepare(name, content) {
    const number = messageNumber(name);
    return lane(() => addon.properties(number, content), readers[name]);
  },
};
