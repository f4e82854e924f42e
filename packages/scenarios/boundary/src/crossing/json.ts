import { addon } from "../addon.ts";
import { readers } from "../generated/read/json.ts";
import { type Crossing, lane, messageNumber } from "./crossing.ts";

/** JSON text: JSON.stringify and JSON.parse here, serde_json there. */
export const json: Crossing = {
  name: "json",
  limits: {
    largeIntegers: "JSON.stringify refuses a bigint, and JSON.parse rounds",
    nonFinite: "JSON has no NaN and no infinities",
    negativeZero: "JSON.stringify writes -0 as 0",
  },
  prepare(name, content) {
    const number = messageNumber(name);
    return lane(() => JSON.parse(addon.json(number, JSON.stringify(content))), readers[name]);
  },
};
