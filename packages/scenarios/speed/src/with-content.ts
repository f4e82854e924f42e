import {
  floorPerSecond,
  phaseCase,
  type Stopwatch,
  type TimeMetric,
  type Timing,
  untimed,
} from "@strait/harness";
import { checkLedgerAtZero, checksum, createArena, type MessageView } from "@strait/native";
import { type TreeFamily, treeFamilies } from "./trees.ts";

const live = 200;
const floor = floorPerSecond(1_000, "asked of a first version: more than 1,000 operations a second");

const metrics = Object.fromEntries(
  treeFamilies.flatMap(({ name, title }): [string, TimeMetric][] => [
    [`views-${name}`, { title: `In JavaScript: ${title}`, operation: "message", targets: [floor] }],
    [
      `call-${name}`,
      { title: `By a call, from wire bytes: ${title}`, operation: "message", targets: [floor] },
    ],
    [`free-${name}`, { title: `Free ${title}`, operation: "deallocation", targets: [floor] }],
  ]),
);

/** Messages whose allocation is more than one struct, with what they own. */
export const withContent = phaseCase({
  name: "with-content",
  title: "Messages with content",
  description:
    "Builds 200 messages that own text, lists, maps, messages or large values, by views and by a call of Rust that decodes each, and frees them with all they own.",
  metrics,
  start() {
    const arena = createArena();
    const { native } = arena;
    const subjects = treeFamilies.map((family) => ({ ...family, ...sampleOf(family) }));
    let wrong = 0;
    const handles = new Float64Array(live);
    const messages: MessageView[] = [];
    const measure = ({ time }: Stopwatch) => {
      const timings: Record<string, Timing> = {};
      for (const { name, type, build, wire, expected } of subjects) {
        const expectRight = (handle: number | undefined) => {
          if (handle === undefined || native.checksum(handle) !== expected) wrong++;
        };
        timings[`views-${name}`] = time(live, () => {
          for (let index = 0; index < live; index++) messages[index] = build(arena);
          return messages.length;
        });
        expectRight(messages.at(-1)?.handle);
        timings[`free-${name}`] = time(live, () => {
          for (const message of messages) message.free();
          return messages.length;
        });
        timings[`call-${name}`] = time(live, () => {
          for (let index = 0; index < live; index++) handles[index] = native.decode(type.id, wire);
          return handles.length;
        });
        expectRight(handles.at(-1));
        native.freeBatch(handles);
      }
      return timings;
    };
    return {
      warmUp() {
        for (let round = 0; round < 8; round++) measure(untimed);
      },
      measure,
      verify: () => [
        {
          name: "both ways build the same",
          passed: wrong === 0,
          detail: `${wrong} of the messages that were looked at lack the checksum that JavaScript computed`,
        },
        checkLedgerAtZero(arena),
      ],
    };
  },
});

/** Wire bytes and checksum of one message of a family. */
function sampleOf({ type, build }: TreeFamily) {
  const message = build(createArena());
  return { wire: message.toBinary(), expected: checksum(message, type) };
}
