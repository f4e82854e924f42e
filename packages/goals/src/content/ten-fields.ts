import type { MixedMessageObject } from "@strait/native";

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

/** Reads them all, as a program would that needs these and no others. */
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
