/** Oracle: heap readings that rise by 20,000 bytes each, 50,000 operations apart. */
import type { Metric } from "@strait/results";
import { expect, it } from "vitest";
import { analyse, judgeAgain, recordVerdicts } from "../../src/index.ts";
import { plantCase, plantFile, plantFork, plantSeries, timeMetric } from "../planted-file.ts";

const memory = (name: string): Metric => ({
  name,
  title: name,
  operation: "batch",
  unit: "bytes",
  targets: [],
});

it("a leak is told by the operations between readings, which may be more than those of a batch", () => {
  const readings = Array.from({ length: 50 }, (_, reading) => 8_000_000 + 20_000 * reading + (reading % 3));
  const series = [
    plantSeries([100]),
    plantSeries(readings, { metric: "heap", sampler: "sustained" }),
    plantSeries(readings, { metric: "resident", sampler: "sustained" }),
  ];
  const described = {
    ...plantCase([{ ...timeMetric, targets: [] }, memory("heap"), memory("resident")]),
    sustained: { operationsPerBatch: 10_000, batchesPerReading: 5, questions: ["leak" as const] },
  };
  const file = plantFile([described], [plantFork(0, { series })]);
  const analysis = analyse(file);
  const heap = analysis.verdicts.find(({ metric }) => metric === "heap");
  expect(heap).toMatchObject({ outcome: "fails", question: "leak" });
  expect(heap?.sentence).toContain("grows by 0.4 B/operation");
  const records = recordVerdicts(file, analysis);
  expect(judgeAgain(records).map(({ outcome }) => outcome)).toEqual(records.map(({ outcome }) => outcome));
});
