import type { Arena } from "@strait/native";
import { MixedMessage, type MixedMessageObject } from "@strait/native/stress/comparison";

/**
 * A scan of a process controller: 40 int32 counters, 10 int64 totals beyond 32 bits, 20 readings, 10 alarms, and 20 tags
 * of 9 to 14 characters. Every number and every sum of them is exact.
 */
export function mixedContent(arena: Arena, seed: number): MixedMessageObject {
  using message = MixedMessage.create(arena);
  const set = (group: string, count: number, valueAt: (index: number) => number | boolean | string) => {
    for (let index = 0; index < count; index++) {
      Reflect.set(message, group + String(index).padStart(2, "0"), valueAt(seed + index));
    }
  };
  set("counter", 40, (number) => number * 7919 - 50_000);
  set("total", 10, (number) => number * 2 ** 34 + number);
  set("reading", 20, (number) => number / 8 - 4);
  set("alarm", 10, (number) => number % 3 === 0);
  set("tag", 20, (number) => `FIC-${1000 + (number % 1000)}.${"SETPOINT".slice(0, number % 6)}`);
  return message.toObject();
}

/** The same with 20 tags of 10 to 15 characters that are in no message of another seed. */
export function distinctContent(arena: Arena, seed: number): MixedMessageObject {
  const content = mixedContent(arena, seed);
  const tags = Object.keys(content).filter((name) => name.startsWith("tag"));
  tags.forEach((name, index) => {
    const number = seed * tags.length + index;
    Reflect.set(content, name, `${String(number).padStart(9, "0")}.${"SETPOINT".slice(0, number % 6)}`);
  });
  return content;
}

/** Reads all 100 fields, as a program would that needs them all: each by its name. */
export function readMixed(message: MixedMessage): number {
  const counters =
    message.counter00 +
    message.counter01 +
    message.counter02 +
    message.counter03 +
    message.counter04 +
    message.counter05 +
    message.counter06 +
    message.counter07 +
    message.counter08 +
    message.counter09 +
    message.counter10 +
    message.counter11 +
    message.counter12 +
    message.counter13 +
    message.counter14 +
    message.counter15 +
    message.counter16 +
    message.counter17 +
    message.counter18 +
    message.counter19 +
    message.counter20 +
    message.counter21 +
    message.counter22 +
    message.counter23 +
    message.counter24 +
    message.counter25 +
    message.counter26 +
    message.counter27 +
    message.counter28 +
    message.counter29 +
    message.counter30 +
    message.counter31 +
    message.counter32 +
    message.counter33 +
    message.counter34 +
    message.counter35 +
    message.counter36 +
    message.counter37 +
    message.counter38 +
    message.counter39;
  const totals =
    message.total00 +
    message.total01 +
    message.total02 +
    message.total03 +
    message.total04 +
    message.total05 +
    message.total06 +
    message.total07 +
    message.total08 +
    message.total09;
  const readings =
    message.reading00 +
    message.reading01 +
    message.reading02 +
    message.reading03 +
    message.reading04 +
    message.reading05 +
    message.reading06 +
    message.reading07 +
    message.reading08 +
    message.reading09 +
    message.reading10 +
    message.reading11 +
    message.reading12 +
    message.reading13 +
    message.reading14 +
    message.reading15 +
    message.reading16 +
    message.reading17 +
    message.reading18 +
    message.reading19;
  const alarms =
    (message.alarm00 ? 1 : 0) +
    (message.alarm01 ? 1 : 0) +
    (message.alarm02 ? 1 : 0) +
    (message.alarm03 ? 1 : 0) +
    (message.alarm04 ? 1 : 0) +
    (message.alarm05 ? 1 : 0) +
    (message.alarm06 ? 1 : 0) +
    (message.alarm07 ? 1 : 0) +
    (message.alarm08 ? 1 : 0) +
    (message.alarm09 ? 1 : 0);
  const tags =
    message.tag00.length +
    message.tag01.length +
    message.tag02.length +
    message.tag03.length +
    message.tag04.length +
    message.tag05.length +
    message.tag06.length +
    message.tag07.length +
    message.tag08.length +
    message.tag09.length +
    message.tag10.length +
    message.tag11.length +
    message.tag12.length +
    message.tag13.length +
    message.tag14.length +
    message.tag15.length +
    message.tag16.length +
    message.tag17.length +
    message.tag18.length +
    message.tag19.length;
  return counters + totals + readings + alarms + tags;
}

/** What {@link readMixed} returns for a message of this content. */
export function sumOfMixed(content: MixedMessageObject): number {
  return Object.values(content).reduce<number>(
    (sum, value) => sum + (typeof value === "string" ? value.length : Number(value)),
    0,
  );
}
