import { atLeast, atLeastPerSecond, atMost, atMostNanoseconds, type Goal, ratioName } from "./goal.ts";

const overFloor = ratioName("strait", "floor");
const overProtobufjs = ratioName("protobufjs", "strait");

/** Programs that bring figures from outside of the harness. */
export const outsidePrograms = ["codec", "conformance"] as const;
export type OutsideProgram = (typeof outsidePrograms)[number];

/** Every goal, in the order of the table. */
export const catalogue: readonly Goal[] = [
  goal("empty-call", overFloor, "Empty call into Rust, against one into C", atMost(1.5)),

  goal("slot", "strait", "Allocate and free in JavaScript: the slot alone", atLeastPerSecond(150e6)),
  goal("message", "strait", "…: a message of 100 fields, ready to use", atLeastPerSecond(20e6)),
  goal(
    "batch",
    "strait",
    "Allocate and free 1,000 messages, two calls into Rust: a pair",
    atMostNanoseconds(2),
  ),

  goal("read-field", "unchecked", "Read a field, unchecked", atMostNanoseconds(2.5)),
  goal("read-field", "strait", "Read a field, generation checked", atMostNanoseconds(4.5)),
  // The design gives the conversion beside fields without a check; with the check it is held to what any field may take.
  goal("read-int64", "unchecked", "Read an int64 as a number, unchecked", atMostNanoseconds(3)),
  goal("read-int64", "strait", "… generation checked", atMostNanoseconds(4.5)),
  goal("read-doubles", "strait", "Read all fields: 100 doubles", atMostNanoseconds(100)),
  goal("read-mixed", "strait", "Read all fields: 100 of five kinds", atMostNanoseconds(1300)),
  goal("read-mixed", "distinct", "… where no text was read before", atMostNanoseconds(1300)),
  goal("read-mixed", overProtobufjs, "… against decoding with protobufjs", atLeast(3)),
  goal(
    "write-read-mixed",
    "getters",
    "Write 100 fields of five kinds, and read each by its getter",
    atMostNanoseconds(2000),
  ),
  goal("write-read-mixed", "strait", "… and read them as a plain object", atMostNanoseconds(2000)),
  goal("write-read-mixed", overProtobufjs, "… against encoding and decoding with protobufjs", atLeast(5)),
  goal("object-doubles", "strait", "Make a plain object: 100 doubles", atMostNanoseconds(500)),
  goal("object-mixed", "strait", "Make a plain object: 100 fields of five kinds", atMostNanoseconds(1600)),

  goal("walk", "offsets", "Walk down 20 levels, by offsets", atMostNanoseconds(100)),
  goal("walk", "strait", "Walk down 20 levels again, by views", atMostNanoseconds(160)),
  goal("walk", "fresh", "… from a fresh view of the first", atMostNanoseconds(160)),

  goal("sum-many", "strait", "1,000 messages of 800 bytes in one call: summed", atLeastPerSecond(10e6)),
  goal("fill-many", "strait", "… filled", atLeastPerSecond(30e6)),

  goal("decode", overProtobufjs, "Decode wire bytes and read 10 fields, against protobufjs", atLeast(5)),
  goal("decode", ratioName("bufbuild", "strait"), "… against @bufbuild/protobuf", atLeast(10)),
  goal("decode", ratioName("prost", "strait"), "… against prost, then Node-API", atLeast(2)),

  ...codecGoals("small", "small"),
  ...codecGoals("mixed", "mixed"),
  ...codecGoals("strings", "string-heavy"),
  ...codecGoals("deep", "deep"),

  goal("shared", "strait", "Allocate and free in a shared arena, uncontended", atLeastPerSecond(20e6)),
  {
    ...goal("two-workers", "speed-up", "Two workers with own arenas, against one", atLeast(1.8)),
    unless: {
      metric: "withheld",
      above: 0.1,
      reason:
        "there were not two processors all the time: workers that only compute were not 1.9 times as fast as one either",
    },
  },

  goal("conformance", "successes", "protobuf's conformance suite, proto3 binary: tests passed", atLeast(698)),
];

/** The goals of the codec for one of the messages that its program measures. */
function codecGoals(message: string, words: string): readonly Goal[] {
  return [
    goal(
      "codec",
      `${message}-decode-prost`,
      `Codec in Rust, ${words} message: decode, against prost`,
      atLeast(2),
    ),
    goal("codec", `${message}-decode-upb`, "… decode, against upb", atLeast(1)),
    goal("codec", `${message}-encode-prost`, "… encode, against prost", atLeast(1)),
  ];
}

function goal(caseName: string, metric: string, title: string, target: Goal["target"]): Goal {
  return { case: caseName, metric, title, target };
}

/** The names that `--only` may choose from: cases and programs, in the order of the table. */
export const goalNames: readonly string[] = [...new Set(catalogue.map((goal) => goal.case))];

export function isOutsideProgram(name: string): name is OutsideProgram {
  return outsidePrograms.some((program) => program === name);
}

/** The goals of one case. */
export function goalsOf(caseName: string): readonly Goal[] {
  return catalogue.filter((goal) => goal.case === caseName);
}
