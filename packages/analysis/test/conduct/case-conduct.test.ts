/** Oracle: forks whose time, memory and objects are written down here. */
import { expect, test } from "vitest";
import { analyse } from "../../src/index.ts";
import { plantCase, plantFile, plantFork, plantSeries, timeMetric } from "../planted-file.ts";

const forks = [1, 2, 3, 4, 5].map((value, index) =>
  plantFork(index, {
    durationMilliseconds: 100 * value,
    series: [
      plantSeries([99 + value, 99 + value], {
        emptyBatch: 1,
        disturbed: value === 1 ? [0, 1] : [],
        slowed: value === 2 ? [1] : [],
        allocation: { bytesPerOperation: 10 * value, resolution: 0.5 },
      }),
    ],
    observation: {
      timelines: [],
      phases: [
        {
          name: "measure",
          begin: 1,
          end: 2,
          peakResidentBytes: value * 1e6,
          memory: {
            resident: 1,
            heapTotal: 1,
            heapUsed: 1,
            external: 0,
            arrayBuffers: 0,
            proportional: null,
            anonymous: null,
          },
        },
      ],
      collections: {
        minor: { count: value, milliseconds: 1, longestMilliseconds: 1 },
        major: { count: 0, milliseconds: 0, longestMilliseconds: 0 },
      },
      eventLoop: null,
      processorPressure: null,
    },
  }),
);

test("a case says what it took, how sure it is, and what it did to memory", () => {
  const { conducts, summaries } = analyse(plantFile([plantCase([timeMetric])], forks));
  const interval = summaries[0]?.interval;
  expect(conducts).toEqual([
    {
      case: "first",
      forks: 5,
      milliseconds: 1500,
      precision: ((interval?.high ?? 0) - (interval?.low ?? 0)) / 2 / 102,
      peakResidentBytes: 3e6,
      allocated: [{ metric: timeMetric.name, low: 30, high: 30, resolution: 0.5 }],
      minorCollections: 3,
      majorCollections: 0,
      samples: 10,
      disturbedSamples: 2,
      slowedSamples: 1,
      notes: [],
    },
  ]);
});

test("what nothing tells is null and not zero", () => {
  const file = plantFile([plantCase([timeMetric])], [plantFork(0, { series: [plantSeries([1])] })]);
  expect(analyse(file).conducts[0]).toMatchObject({
    precision: null,
    peakResidentBytes: null,
    allocated: [],
    minorCollections: null,
    majorCollections: null,
    disturbedSamples: null,
    slowedSamples: null,
  });
});

test("what the forks say of what they left out is said once", () => {
  const noted = forks.map((fork) => ({ ...fork, notes: ["Half of it is left out."] }));
  const [conduct] = analyse(plantFile([plantCase([timeMetric])], noted)).conducts;
  expect(conduct?.notes).toEqual(["Half of it is left out."]);
});
