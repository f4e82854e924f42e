/** Bytes that are no message of their type, made for fields of every kind and rule. */

import { MassiveArrays } from "../../src/generated/strait/stress/v1/arrays.ts";
import { MapsByKey } from "../../src/generated/strait/stress/v1/maps.ts";
import { TreeNode } from "../../src/generated/strait/stress/v1/recursion.ts";
import { ScalarChoice } from "../../src/generated/strait/stress/v1/scalars.ts";
import type { FieldType, MessageType } from "../../src/runtime/index.ts";

export function varint(value: bigint): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return [...bytes, Number(rest)];
}

export const tag = (number: number, wire: number) => varint((BigInt(number) << 3n) | BigInt(wire));

const lengths: [string, number[]][] = [
  ["one byte too many", varint(1n)],
  ["2³¹ − 1", varint(2n ** 31n - 1n)],
  ["2³¹", varint(2n ** 31n)],
  ["2³² − 1", varint(2n ** 32n - 1n)],
  ["2³²", varint(2n ** 32n)],
  ["2⁶³", varint(2n ** 63n)],
  ["2⁶⁴ − 1", varint(2n ** 64n - 1n)],
  ["eleven bytes long", new Array(11).fill(0x80)],
  ["cut off", [0x80, 0x80]],
];

/** Fields of every kind and rule. */
const fields: [MessageType, FieldType][] = [
  MassiveArrays.type,
  MapsByKey.type,
  ScalarChoice.type,
  TreeNode.type,
].flatMap((type) => type.fields.map((field): [MessageType, FieldType] => [type, field]));
const delimited = fields.filter(
  ([, { rule, kind }]) =>
    rule === "repeated" || rule === "map" || ["string", "bytes", "message"].includes(kind),
);
const widths: Partial<Record<FieldType["kind"], number>> = {
  double: 8,
  float: 4,
  fixed32: 4,
  fixed64: 8,
  sfixed32: 4,
  sfixed64: 8,
};

export type Input = readonly [name: string, type: MessageType, bytes: number[]];

export const cases: readonly Input[] = [
  ...delimited.flatMap(([type, { name, number }]) =>
    lengths.map(
      ([length, bytes]): Input => [
        `a length of ${type.name}.${name} that is ${length}`,
        type,
        [...tag(number, 2), ...bytes],
      ],
    ),
  ),
  ...fields
    .filter(([, { rule, kind }]) => rule !== "map" && widths[kind] !== undefined)
    .flatMap(([type, { name, number, kind }]) => {
      const width = widths[kind] ?? 0;
      const wire = width === 4 ? 5 : 1;
      return [0, 1, width - 1].map(
        (present): Input => [
          `${present} of ${width} bytes of ${type.name}.${name}`,
          type,
          [...tag(number, wire), ...new Array(present).fill(1)],
        ],
      );
    }),
  ...fields
    .filter(([, { rule, kind }]) => rule === "repeated" && widths[kind] !== undefined)
    .map(
      ([type, { name, number }]): Input => [
        `a packed ${name} that ends inside an element`,
        type,
        [...tag(number, 2), 3, 1, 1, 1],
      ],
    ),
  ...fields
    .filter(
      ([, { rule, kind }]) =>
        rule !== "map" && widths[kind] === undefined && !["string", "bytes", "message"].includes(kind),
    )
    .flatMap(([type, { name, number }]): Input[] => [
      [`a varint of ${name} without end`, type, [...tag(number, 0), ...new Array(10).fill(0xff), 1]],
      [`a varint of ${name} cut off`, type, [...tag(number, 0), 0xff, 0xff]],
    ]),
  ...fields
    .filter(([, { kind, rule }]) => kind === "string" && rule !== "map")
    .flatMap(([type, { name, number }]) =>
      [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82], [0x80]].map(
        (text): Input => [
          `text of ${name} that is not UTF-8: ${text}`,
          type,
          [...tag(number, 2), text.length, ...text],
        ],
      ),
    ),
  ...[6, 7].map((wire): Input => [`wire type ${wire}`, TreeNode.type, [...tag(9, wire), 0]]),
  ["field number 0", TreeNode.type, [0, 1]],
  ["field number 2²⁹", TreeNode.type, [...varint(2n ** 32n), 1]],
  ["a tag of eleven bytes", TreeNode.type, new Array(11).fill(0x88)],
  ["the end of a group that did not begin", TreeNode.type, tag(9, 4)],
  ["a group that does not end", TreeNode.type, tag(9, 3)],
  ["a group that ends as another", TreeNode.type, [...tag(9, 3), ...tag(8, 4)]],
  ["10,000 groups in each other", TreeNode.type, new Array(10_000).fill(tag(9, 3)).flat()],
  [
    "10,000 groups in each other, each ended",
    TreeNode.type,
    [...new Array(10_000).fill(tag(9, 3)).flat(), ...new Array(10_000).fill(tag(9, 4)).flat()],
  ],
  ["10,000 messages in each other", TreeNode.type, nested(10_000)],
  ["a million messages in each other", TreeNode.type, nested(1_000_000)],
];

/** Bytes of a tree node with a child, that with a child, and so on. */
function nested(levels: number): number[] {
  const headers: number[][] = [];
  let length = 0;
  for (let level = 1; level < levels; level++) {
    const header = [0x22, ...varint(BigInt(length))];
    headers.push(header);
    length += header.length;
  }
  return headers.reverse().flat();
}
