/** The picture of a fork's memory: bands from lowest to highest reading, with the time of measuring shaded. */
import { formatQuantity, type MemoryCourse } from "@strait/analysis";
import type { TopLevelSpec } from "vega-lite";
import { linearAxis, spacedTicks, tickLabels } from "./axis.ts";
import { endLabels, type Lane, type MemoryLine, memoryLanes } from "./memory-lanes.ts";

type Layer = Extract<TopLevelSpec, { layer: unknown }>["layer"][number];
type AlongTime = ReturnType<ReturnType<typeof alongTime>>;

/** Beside lines that need a label the plot is narrower, so that the picture is not wider. */
const margin = { left: 62, right: 16, top: 20, bottom: 24 };
const labelled = { ...margin, left: 66, right: 54 };
const wholeWidth = 340;

/** Pixels that the word for a phase takes, and a time on the axis with the room beside it. */
const wordWidth = 56;
const timeWidth = 50;

export function timelineSpec(course: MemoryCourse): TopLevelSpec {
  const { points, phases } = course;
  const padding = course.told.length === 0 ? margin : labelled;
  const width = wholeWidth - padding.left - padding.right;
  const { lanes, height } = memoryLanes(course);
  const end = Math.max(1, ...points.map(([time]) => time), ...phases.map((phase) => phase.end));
  const domain = [0, end];
  const times = linearAxis(domain, "count").ticks.filter((tick) => tick <= end);
  const measured = phases
    .filter(({ name }) => name === "measure")
    .map(({ begin, end: until }) => ({ begin, until }));
  const named = measured
    .filter(({ begin, until }) => ((until - begin) / end) * width > wordWidth)
    .map(({ begin, until }) => ({ middle: (begin + until) / 2, word: "measuring" }));
  const x = alongTime(domain, spacedTicks(times, ((times[1] ?? end) / end) * width, timeWidth));
  return {
    width,
    height,
    autosize: "none",
    padding,
    resolve: { scale: { y: "independent" } },
    layer: [
      {
        data: { values: measured },
        mark: { type: "rect", color: "var(--shade)" },
        encoding: { x: x("begin"), x2: { field: "until" }, y: { value: 0 }, y2: { value: height } },
      },
      {
        data: { values: measured.flatMap(({ begin, until }) => [{ edge: begin }, { edge: until }]) },
        mark: { type: "rule", color: "var(--axis)" },
        encoding: { x: x("edge"), y: { value: 0 }, y2: { value: height } },
      },
      ...lanes.map((lane) => ({ layer: lane.lines.map((line) => lineLayer(line, lane, x("time"))) })),
      {
        data: { values: named },
        mark: { type: "text", baseline: "bottom", fontSize: 11, color: "var(--muted)" },
        encoding: { x: x("middle"), y: { value: -4 }, text: { field: "word", type: "nominal" } },
      },
      ...(course.told.length === 0 ? [] : lanes.flatMap(endLabels)).map(({ word, color, y }) => ({
        data: { values: [{ word }] },
        mark: { type: "text", align: "left", baseline: "middle", fontSize: 11, color } as const,
        encoding: {
          x: { value: width + 6 },
          y: { value: y },
          text: { field: "word", type: "nominal" } as const,
        },
      })),
    ],
  };
}

function alongTime(domain: number[], ticks: number[]) {
  return (field: string) =>
    ({
      field,
      type: "quantitative",
      scale: { domain, nice: false },
      axis: {
        ...tickLabels(ticks, (tick) =>
          tick === 0 ? "0" : formatQuantity(tick * 1e6, "nanoseconds/operation"),
        ),
        title: null,
        grid: false,
      },
    }) as const;
}

/** A band; a line where no point stands for more than one reading, since both edges are the same there. */
function lineLayer(
  { points, color, isDashed }: MemoryLine,
  { axis, top, bottom }: Lane,
  x: AlongTime,
): Layer {
  const range = [bottom, top];
  const y = {
    field: "low",
    type: "quantitative",
    scale: { domain: axis.domain, range, nice: false },
    axis: {
      ...tickLabels(axis.ticks, (bytes) => formatQuantity(bytes, "bytes")),
      title: null,
      orient: "left",
    },
  } as const;
  const data = { values: points.map(([time, low, high]) => ({ time, low, high })) };
  const edge = {
    stroke: color,
    strokeWidth: 1.25,
    strokeJoin: "round",
    ...(isDashed && { strokeDash: [4, 2] }),
  } as const;
  return points.every(([, low, high]) => low === high)
    ? { data, mark: { type: "line", ...edge }, encoding: { x, y } }
    : {
        data,
        mark: { type: "area", color, fillOpacity: 0.35, ...edge },
        encoding: { x, y, y2: { field: "high" } },
      };
}
