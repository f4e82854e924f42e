import { phaseCase } from "@strait/harness";
import { type Arena, checkLedgerAtZero, createArena, refusalCode } from "@strait/native";
import { LinkedList } from "@strait/native/stress/recursion";

/** Levels that the wire format may have: docs/errors.md, TOO_DEEP. */
export const limit = 100;

const times = 50;

/** Levels of a linked list within each other, by views, each holding its number, the innermost 1. */
export function listOfLevels(arena: Arena, levels: number): LinkedList {
  const root = LinkedList.create(arena);
  let list = root;
  for (let level = levels; ; level--) {
    list.value = level;
    if (level === 1) return root;
    list = list.ensureNext();
  }
}

/**
 * The wire bytes of {@link listOfLevels}, put together by hand from the innermost level on: field 1 as a varint, field 2
 * by its length.
 */
export function wireOfLevels(levels: number): Uint8Array {
  let bytes: number[] = [];
  for (let level = 1; level <= levels; level++) {
    const inner = level === 1 ? [] : [0x12, ...varint(bytes.length), ...bytes];
    bytes = [0x08, ...varint(level), ...inner];
  }
  return Uint8Array.from(bytes);
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];
}

/** Messages within messages at the limit of the wire format, and one level beyond, which must be refused both ways. */
export const wireDepth = phaseCase({
  name: "wire-depth",
  title: "100 levels on the wire, and 101",
  description:
    "Encodes and decodes lists of 100 levels, and lists of 101, which are refused: what the deepest message costs, and what a refusal.",
  metrics: {
    encode: { title: "Encode 100 levels", operation: "message of 100 levels" },
    decode: { title: "Decode 100 levels", operation: "message of 100 levels" },
    "refuse-encode": { title: "Refuse to encode 101 levels", operation: "refusal" },
    "refuse-decode": { title: "Refuse to decode 101 levels", operation: "refusal" },
  },
  start() {
    const arena = createArena();
    const { native } = arena;
    const { id } = LinkedList.type;
    const [at, beyond] = [limit, limit + 1].map((levels) => ({
      list: listOfLevels(arena, levels),
      wire: wireOfLevels(levels),
    }));
    if (at === undefined || beyond === undefined) throw new Error("there are two lists");
    const handles = new Float64Array(times);
    const refusals = (action: () => unknown) => () => {
      let refused = 0;
      for (let count = 0; count < times; count++) refused += refusalCode(action) === "TOO_DEEP" ? 1 : 0;
      if (refused !== times) throw new Error(`${times - refused} of ${times} were not refused as TOO_DEEP`);
      return refused;
    };
    return {
      measure({ time }) {
        const encode = time(times, () => {
          let length = 0;
          for (let count = 0; count < times; count++) length += native.encode(at.list.handle).length;
          return length;
        });
        const decode = time(times, () => {
          for (let count = 0; count < times; count++) handles[count] = native.decode(id, at.wire);
          return handles.length;
        });
        native.freeBatch(handles);
        return {
          encode,
          decode,
          "refuse-encode": time(
            times,
            refusals(() => native.encode(beyond.list.handle)),
          ),
          "refuse-decode": time(
            times,
            refusals(() => native.decode(id, beyond.wire)),
          ),
        };
      },
      verify() {
        const encoded = at.list.toBinary();
        const decoded = LinkedList.fromBinary(arena, at.wire);
        const same =
          Buffer.compare(encoded, at.wire) === 0 &&
          native.checksum(decoded.handle) === native.checksum(at.list.handle);
        const refusedTwice = [() => beyond.list.toBinary(), () => LinkedList.fromBinary(arena, beyond.wire)]
          .map(refusalCode)
          .join();
        for (const list of [decoded, at.list, beyond.list]) list.free();
        return [
          {
            name: "100 levels pass, 101 do not",
            passed: same && refusedTwice === "TOO_DEEP,TOO_DEEP",
            detail: `100 levels ${same ? "are" : "are not"} the bytes put together by hand; encoding and decoding 101 ended with ${refusedTwice}`,
          },
          checkLedgerAtZero(arena),
        ];
      },
    };
  },
});
