/** The program of a fresh process: does the one thing that its argument asks for, answers, and ends. */
import { HarnessError, reasonOf } from "../error.ts";
import type { Case, Scenario } from "../scenario/scenario.ts";
import { describeModule } from "./describe-scenario.ts";
import { loadScenario } from "./load-scenario.ts";
import { measureCase } from "./measure-case.ts";
import type { Answer, Request } from "./message.ts";

async function answer(request: Request): Promise<Answer> {
  try {
    switch (request.task) {
      case "describe": {
        const description = await describeModule(request.module, request.substitute);
        return { kind: "description", description };
      }
      case "measure": {
        const definition = caseOf(await loadScenario(request.module), request.case);
        return {
          kind: "measurement",
          measurement: await measureCase(definition, { ...request, onThrown: console.error }),
        };
      }
      case "duet": {
        // Only where it is asked for: it needs parts of Node that Bun does not have.
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

// The parent says when it has the answer, and hangs up when it is gone.
process.on("message", () => process.exit());
process.on("disconnect", () => process.exit());
const request: Request = JSON.parse(process.argv[2] ?? "null");
process.send?.(await answer(request));
