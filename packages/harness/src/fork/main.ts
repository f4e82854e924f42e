/** The program of a fresh process: does the one thing that its argument asks for, answers, and ends. */
import { HarnessError, reasonOf } from "../error.ts";
import { caseFor } from "../scenario/by-profile.ts";
import type { Case, Scenario } from "../scenario/scenario.ts";
import { loadBenchmark } from "./benchmark.ts";
import { openChannel } from "./channel.ts";
import { loadScenario } from "./load-scenario.ts";
import type { Answer, Pause, Request } from "./message.ts";

async function answer(request: Request): Promise<Answer> {
  try {
    // Each task loads what it needs: a module takes every fork half a millisecond, whether it is used or not.
    switch (request.task) {
      case "describe": {
        const { describeModule } = await import("./describe-scenario.ts");
        const description = await describeModule(request.module, request.substitute, request.profileName);
        return { kind: "description", description };
      }
      case "measure": {
        const { measureCase } = await import("./measure-case.ts");
        const scenario = await loadScenario(request.module);
        const definition = caseFor(caseOf(scenario, request.case), request.profileName);
        await scenario.load?.(request.case);
        if (definition.kind === "batch") loadBenchmark();
        const measurement = await measureCase(definition, { ...request, pauseAt, onThrown: console.error });
        return { kind: "measurement", measurement };
      }
      case "duet": {
        // Needs parts of Node that Bun does not have.
        const { measureDuet } = await import("./duet/measure-duet.ts");
        const measurement = await measureDuet({ ...request, onThrown: console.error });
        return { kind: "duet", measurement };
      }
    }
  } catch (thrown) {
    // A scenario that cannot be described is the author's or the set-up's fault, which the reason tells in a sentence.
    if (request.task !== "describe") console.error(thrown);
    return { kind: "failure", reason: reasonOf(thrown) };
  }
}

function caseOf(scenario: Scenario, name: string): Case {
  const definition = scenario.cases.find((one) => one.name === name);
  if (definition === undefined) throw new HarnessError(`Case "${name}" has vanished`, "run again");
  return definition;
}

function pauseAt(reached: Pause): Promise<void> {
  // Ctrl-C reaches every process of a terminal, and what is measured is kept.
  if (reached === "measured") process.on("SIGINT", () => {});
  return channel.pauseAt(reached);
}

const channel = openChannel();
const request: Request = JSON.parse(process.argv[2] ?? "null");
channel.end(await answer(request));
