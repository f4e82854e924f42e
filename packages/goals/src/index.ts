/** The performance goals of the design: what they are, what measures them, and their table. */
export { catalogue, goalNames, isOutsideProgram, type OutsideProgram } from "./catalogue.ts";
export { compileFloor } from "./floor/compile.ts";
export { atMostNanoseconds, type Goal } from "./goal.ts";
export { measureCodec } from "./outside/codec.ts";
export { runConformance } from "./outside/conformance.ts";
export type { Outcome } from "./outside/figure.ts";
export { type Measured, type Row, rowsOf } from "./row.ts";
export { renderGoals } from "./table.ts";

/** The scenario module that measures the cases. */
export const scenarioModule: URL = new URL("./scenario.ts", import.meta.url);
