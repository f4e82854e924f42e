/** The picture of a fork's resident memory: the band between lowest and highest reading, with the time of measuring shaded. */
import { formatQuantity, type MemoryCourse } from "@strait/analysis";
import type { TopLevelSpec } from "vega-lite";
import { linearAxis, tickLabels } from "./axis.ts";

const plot = { width: 262, height: 96, margin: { left: 62, right: 16, top: 20, bottom: 24 } };

/** Pixels that the word for a phase takes. */
const wordWidth = 56;

export function timelineSpec({ points, phases }: MemoryCourse): TopLevelSpec {
  const end = Math.max(1, ...points.map(([time]) => time), ...phases.map((phase) => phase.end));
  const domain = [0, end];
  const times = linearAxis(domain, "count");
  const memory = linearAxis(
    points.map(([, , high]) => high),
    "bytes",
  );
  const measured = phases
    .filter(({ name }) => name === "measure")
    .map(({ begin, end: until }) => ({ begin, until }));
  const named = measured
    .filter(({ begin, until }) => ((until - begin) / end) * plot.width > wordWidth)
    .map(({ begin, until }) => ({ middle: (begin + until) / 2, word: "measuring" }));
  const x = (field: string) =>
    ({
      field,
      type: "quantitative",
      scale: { domain, nice: false },
      axis: {
        ...tickLabels(
          times.ticks.filter((tick) => tick <= end),
          (tick) => (tick === 0 ? "0" : formatQuantity(tick * 1e6, "nanoseconds/operation")),
        ),
        title: null,
        grid: false,
      },
    }) as const;
  const y = (field: string) =>
    ({
      field,
      type: "quantitative",
      scale: { domain: memory.domain, nice: false },
      axis: { ...tickLabels(memory.ticks, (bytes) => formatQuantity(bytes, "bytes")), title: null },
    }) as const;
  return {
    width: plot.width,
    height: plot.height,
    autosize: "none",
    padding: plot.margin,
    layer: [
      {
        data: { values: measured },
        mark: { type: "rect", color: "var(--shade)" },
        encoding: { x: x("begin"), x2: { field: "until" }, y: { value: 0 }, y2: { value: plot.height } },
      },
      {
        data: { values: measured.flatMap(({ begin, until }) => [{ edge: begin }, { edge: until }]) },
        mark: { type: "rule", color: "var(--axis)" },
        encoding: { x: x("edge"), y: { value: 0 }, y2: { value: plot.height } },
      },
      {
        data: { values: points.map(([time, low, high]) => ({ time, low, high })) },
        mark: {
          type: "area",
          color: "var(--data)",
          fillOpacity: 0.35,
          stroke: "var(--data)",
          strokeWidth: 1.25,
          strokeJoin: "round",
        },
        encoding: { x: x("time"), y: y("low"), y2: { field: "high" } },
      },
      {
        data: { values: named },
        mark: { type: "text", baseline: "bottom", fontSize: 11, color: "var(--muted)" },
        encoding: { x: x("middle"), y: { value: -4 }, text: { field: "word", type: "nominal" } },
      },
    ],
  };
}
