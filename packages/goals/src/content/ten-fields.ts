import type { MixedMessageObject } from "@strait/native/stress/comparison";

/** Ten of the hundred fields, of all five kinds. */
export type TenFields = Pick<
  MixedMessageObject,
  | "counter00"
  | "counter13"
  | "counter39"
  | "total04"
  | "reading00"
  | "reading10"
  | "reading19"
  | "alarm05"
  | "tag00"
  | "tag19"
>;

/** Returns a sum over all ten, as a program would that needs these and no others. */
export type TenFieldsReader = (message: TenFields) => number;

/** Reads the fields of any library's messages. For what is timed, see {@link compileReader}. */
export function readTen(message: TenFields): number {
  return (
    message.counter00 +
    message.counter13 +
    message.counter39 +
    Number(message.total04) +
    message.reading00 +
    message.reading10 +
    message.reading19 +
    (message.alarm05 ? 1 : 0) +
    message.tag00.length +
    message.tag19.length
  );
}

/**
 * A copy of {@link readTen} for the messages of one library. An engine compiles a function for the objects that it has
 * met: one that reads four libraries' messages asks each time whose it is, and calls the getters of views instead of
 * taking them in (280 ns for the ten fields, where a program that has only views takes 100).
 */
export function compileReader(library: string): TenFieldsReader {
  // Functions of the same source share what the engine learns, so each has the library's name in it. The source is that
  // of a function of this type; `Function` cannot say so.
  return new Function(`return /* ${library} */ ${readTen}`)() as TenFieldsReader;
}
