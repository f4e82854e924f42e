import { Packr } from "msgpackr";
import { addon } from "../addon.ts";
import { withBigInts } from "../content/big-integers.ts";
import { readers } from "../generated/read/messagepack.ts";
import { type Crossing, lane, messageNumber } from "./crossing.ts";

// Plain maps and nil: msgpackr's own records and its undefined are extensions that rmp-serde does not know.
const packr = new Packr({ useRecords: false, encodeUndefinedAsNil: true });

/**
 * MessagePack maps: msgpackr here, rmp-serde there. The data is held with bigints for 64-bit integers, since msgpackr
 * writes a Number beyond 32 bits as a double, which serde refuses for an i64.
 */
export const messagePack: Crossing = {
  name: "messagepack",
  limits: { negativeZero: "msgpackr writes -0 as the integer 0" },
  prepare(name, content) {
    const number = messageNumber(name);
    const held = withBigInts(name, content);
    return lane(() => packr.unpack(addon.messagePack(number, packr.pack(held))), readers[name]);
  },
};
