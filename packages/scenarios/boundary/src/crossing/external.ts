import { addon } from "../addon.ts";
import { upperBound } from "../content/size.ts";
import { blockCode } from "../generated/external.ts";
import { Block } from "./block.ts";
import { type Crossing, lane, messageNumber } from "./crossing.ts";

/**
 * C structs in one ArrayBuffer per message. The question is written into one that is kept; each answer comes in an
 * external one, which Rust's memory stands behind until its finalizer has run.
 */
export const external: Crossing = {
  name: "external-buffer",
  limits: {},
  prepare(name, content) {
    const number = messageNumber(name);
    const code = blockCode[name];
    const question = new Block(new ArrayBuffer(upperBound(name, content)));
    const send = () => {
      question.end = 0;
      code.write(question, question.reserve(code.bytes), content);
      return new Block(addon.external(number, question.memory, question.end));
    };
    return lane(send, {
      sum: (answer) => code.sum(answer, 0),
      read: (answer) => code.read(answer, 0),
    });
  },
};
