import {
  type Check,
  phaseCase,
  type Stopwatch,
  type TimeMetric,
  type Timing,
  untimed,
} from "@strait/harness";
import { ArenaError, checkLedgerAtZero, refusalCode } from "@strait/native";
import { GraphNeighbours } from "@strait/native/stress/graph";
import { type Call, calls } from "./calls.ts";
import { openScene, type Scene, type Wrong, wrongs } from "./scene.ts";

const refusals = 50;
const timedCalls = calls.filter(({ name }) => name === "view" || name === "free");

/** One handle for each code that a call refuses with. */
const samples: readonly Wrong[] = ["zero", "beyond", "freed", "future", "other-type", "owned", "lent"];

/** Codes that any call refuses with, whatever it does. */
const always = ["NOT_A_HANDLE", "INDEX_OUT_OF_RANGE", "STALE_HANDLE", "NOT_LIVE"];

/** Whether a call must refuse a handle: others may well take a message that is lent, owned or of another type. */
function mustRefuse({ refuses }: Call, code: string): boolean {
  return always.includes(code) || refuses.includes(code);
}

const timedRefusals = timedCalls.flatMap((call) =>
  wrongs
    .filter(({ name, code }) => samples.includes(name) && mustRefuse(call, code))
    .map((wrong) => ({ call, wrong, metric: `${call.name}-${wrong.name}` })),
);

const metrics = Object.fromEntries([
  ["accept", { title: "Accept: GraphNeighbours.at", operation: "call" }],
  ["error", { title: "Throw an ArenaError without an arena", operation: "error" }],
  ...timedRefusals.map(({ call, wrong, metric }): [string, TimeMetric] => [
    metric,
    { title: `${wrong.code} from ${call.title}`, operation: "refusal" },
  ]),
] satisfies [string, TimeMetric][]);

/** Handles that are wrong in every way, through every call that takes one. */
export const refusedCalls = phaseCase({
  name: "refused-calls",
  title: "Every misuse of a handle",
  description:
    "What a refused call costs, by the reason, in JavaScript and in Rust; and 21 wrong handles through ten calls, each of which must refuse with its exact code and change nothing.",
  metrics,
  start() {
    const scene = openScene();
    const { arena, handles } = scene;
    let wrongCodes = 0;
    const measure = ({ time }: Stopwatch) => {
      const timings: Record<string, Timing> = {
        accept: time(refusals, () => {
          let fields = 0;
          for (let count = 0; count < refusals; count++) {
            fields += Number(GraphNeighbours.at(arena, handles.good).isLive);
          }
          return fields;
        }),
        error: time(refusals, () => {
          let thrown = 0;
          for (let count = 0; count < refusals; count++) thrown += refusalCode(throwError) === "BUSY" ? 1 : 0;
          return thrown;
        }),
      };
      for (const { call, wrong, metric } of timedRefusals) {
        const handle = handles[wrong.name];
        timings[metric] = time(refusals, () => {
          let refused = 0;
          for (let count = 0; count < refusals; count++) {
            refused += refusalCode(() => call.make(arena, handle)) === wrong.code ? 1 : 0;
          }
          wrongCodes += refusals - refused;
          return refused;
        });
      }
      return timings;
    };
    return {
      warmUp() {
        for (let round = 0; round < 10; round++) measure(untimed);
      },
      measure,
      verify() {
        const misuse = checkMisuse(scene);
        scene.close();
        return [
          {
            name: "timed calls were refused",
            passed: wrongCodes === 0,
            detail: `${wrongCodes} were not refused with their code`,
          },
          misuse,
          checkLedgerAtZero(arena),
        ];
      },
    };
  },
});

function throwError(): never {
  throw new ArenaError("BUSY", "thrown to see what throwing costs");
}

/** Passes every wrong handle to every call that must refuse it, and compares the code, the ledger and what lives. */
export function checkMisuse({ arena, handles, lent }: Scene): Check {
  const ledger = JSON.stringify(arena.ledger());
  const content = arena.native.checksum(handles.good);
  let tried = 0;
  const faults: string[] = [];
  for (const call of calls) {
    for (const { name, code, title } of wrongs.filter((wrong) => mustRefuse(call, wrong.code))) {
      tried++;
      const found = refusalCode(() => call.make(arena, handles[name]));
      if (found !== code)
        faults.push(`${call.title} of a handle that is ${title} ended with ${found}, not ${code}`);
    }
  }
  const whileLent = [() => lent.free(), () => arena.reset()].map(refusalCode);
  if (whileLent.join() !== "LENT,LENT")
    faults.push(`free and reset while lent ended with ${whileLent.join(", ")}`);
  if (JSON.stringify(arena.ledger()) !== ledger) faults.push("the ledger changed");
  if (arena.native.checksum(handles.good) !== content) faults.push("a message changed");
  faults.push(...arena.audit().disagreements);
  return {
    name: "every misuse has its code",
    passed: faults.length === 0,
    detail:
      faults.join("; ") || `${tried} calls refused with their codes; ledger, content and audit as before`,
  };
}
