/** The program of a fresh process: does the one thing that its argument asks for, answers, and ends. */
import { HarnessError, reasonOf } from "../error.ts";
import { isScenario, type Scenario } from "../scenario/scenario.ts";
import { measureCase } from "./measure-case.ts";
import type { Answer, Request, ScenarioDescription } from "./message.ts";

async function answer(request: Request): Promise<Answer> {
  try {
    const scenario = await load(request.module);
    if (request.task === "describe") return { kind: "description", description: await describe(scenario) };
    const definition = scenario.cases.find(({ name }) => name === request.case);
    if (definition === undefined) throw new HarnessError(`Case "${request.case}" has vanished`, "run again");
    const measurement = await measureCase(definition, { ...request, onThrown: console.error });
    return { kind: "measurement", measurement };
  } catch (thrown) {
    // A scenario that cannot be described is the author's or the set-up's fault, which the reason tells in a sentence.
    if (request.task === "measure") console.error(thrown);
    return { kind: "failure", reason: reasonOf(thrown) };
  }
}

async function load(url: string): Promise<Scenario> {
  const loaded: { default?: unknown } = await import(url);
  if (isScenario(loaded.default)) return loaded.default;
  throw new HarnessError("it has no scenario as its default export", "export default defineScenario({ … })");
}

async function describe(scenario: Scenario): Promise<ScenarioDescription> {
  const { name, title, description, cases } = scenario;
  return {
    scenario: { name, title, description },
    addon: (await scenario.addon?.()) ?? null,
    cases: cases.map((one) => ({
      name: one.name,
      title: one.title,
      description: one.description,
      metrics: [...one.metrics],
      ...("comparison" in one && one.comparison !== undefined ? { comparison: one.comparison } : {}),
      ...("sustained" in one ? { sustained: one.sustained } : {}),
    })),
  };
}

// The parent says when it has the answer, and hangs up when it is gone.
process.on("message", () => process.exit());
process.on("disconnect", () => process.exit());
const request: Request = JSON.parse(process.argv[2] ?? "null");
process.send?.(await answer(request));
