import type { Arena } from "@strait/native";
import { DoublesMessage } from "@strait/native/stress/comparison";

/** A message of 100 doubles, `start`, `start + 1`, …: every sum of them is exact. */
export function doublesMessage(arena: Arena, start: number): DoublesMessage {
  const message = DoublesMessage.create(arena);
  DoublesMessage.type.fields.forEach(({ property }, index) => {
    Reflect.set(message, property, start + index);
  });
  return message;
}

/** What {@link readDoubles} returns for a message that starts with `start`. */
export function sumOfDoubles(start: number): number {
  return 100 * start + 4950;
}

/** Reads all 100 fields, each by its name, into ten sums: a single one would wait for each addition. */
export function readDoubles(message: DoublesMessage): number {
  const tens0 =
    message.band00 +
    message.band01 +
    message.band02 +
    message.band03 +
    message.band04 +
    message.band05 +
    message.band06 +
    message.band07 +
    message.band08 +
    message.band09;
  const tens1 =
    message.band10 +
    message.band11 +
    message.band12 +
    message.band13 +
    message.band14 +
    message.band15 +
    message.band16 +
    message.band17 +
    message.band18 +
    message.band19;
  const tens2 =
    message.band20 +
    message.band21 +
    message.band22 +
    message.band23 +
    message.band24 +
    message.band25 +
    message.band26 +
    message.band27 +
    message.band28 +
    message.band29;
  const tens3 =
    message.band30 +
    message.band31 +
    message.band32 +
    message.band33 +
    message.band34 +
    message.band35 +
    message.band36 +
    message.band37 +
    message.band38 +
    message.band39;
  const tens4 =
    message.band40 +
    message.band41 +
    message.band42 +
    message.band43 +
    message.band44 +
    message.band45 +
    message.band46 +
    message.band47 +
    message.band48 +
    message.band49;
  const tens5 =
    message.band50 +
    message.band51 +
    message.band52 +
    message.band53 +
    message.band54 +
    message.band55 +
    message.band56 +
    message.band57 +
    message.band58 +
    message.band59;
  const tens6 =
    message.band60 +
    message.band61 +
    message.band62 +
    message.band63 +
    message.band64 +
    message.band65 +
    message.band66 +
    message.band67 +
    message.band68 +
    message.band69;
  const tens7 =
    message.band70 +
    message.band71 +
    message.band72 +
    message.band73 +
    message.band74 +
    message.band75 +
    message.band76 +
    message.band77 +
    message.band78 +
    message.band79;
  const tens8 =
    message.band80 +
    message.band81 +
    message.band82 +
    message.band83 +
    message.band84 +
    message.band85 +
    message.band86 +
    message.band87 +
    message.band88 +
    message.band89;
  const tens9 =
    message.band90 +
    message.band91 +
    message.band92 +
    message.band93 +
    message.band94 +
    message.band95 +
    message.band96 +
    message.band97 +
    message.band98 +
    message.band99;
  return tens0 + tens1 + tens2 + tens3 + tens4 + tens5 + tens6 + tens7 + tens8 + tens9;
}
