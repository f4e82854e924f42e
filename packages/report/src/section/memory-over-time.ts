/** Memory of a fork from when its turn came to its end, resident and as its case tells: a small picture for every case. */
import { formatQuantity, formatRange, type MemoryCourse, type MemoryPoint } from "@strait/analysis";
import { renderChart } from "../chart/render.ts";
import { timelineSpec } from "../chart/timeline.ts";
import type { ReportedCase, ReportedScenario } from "../model.ts";
import { chartFigure } from "../page/chart-figure.ts";
import { drawer } from "../page/drawer.ts";
import { type Html, html } from "../page/html.ts";
import { absent, dataTable, duration, numberColumn, orAbsent, quantity, textColumn } from "../page/table.ts";
import { lead, type Section } from "./section.ts";

/** With more cases than that, those of each scenario are folded. */
const mostUnfolded = 12;

const toldWords = { "held bytes": "held", "live bytes": "live" } as const;

type Watched = { readonly reported: ReportedCase; readonly course: MemoryCourse };

export async function memoryOverTimeSection(scenarios: readonly ReportedScenario[]): Promise<Section | null> {
  if (scenarios.every(({ analysis }) => analysis.observed.length === 0)) return null;
  const cases = scenarios.flatMap((scenario) => scenario.cases).length;
  const groups: Html[] = [];
  for (const scenario of scenarios) groups.push(await scenarioGroup(scenario, cases <= mostUnfolded));
  return {
    id: "memory-over-time",
    title: "Memory over time",
    body: html`${lead("Resident memory of one fork of every case, the one whose peak is the median: the lowest and the highest reading from point to point, read a thousand times a second from outside. Time begins when the case is warm and the turn of its process has come. Shaded is the time of measuring; after it the work is verified. Times below zero are of what the process prepared before, beside others. Where a case tells of its own memory, a dashed line is the bytes alive in it and a solid one those held for them, on an axis of their own where they are small beside the process.")}${groups}`,
  };
}

async function scenarioGroup(scenario: ReportedScenario, isOpen: boolean): Promise<Html> {
  const watched = scenario.cases.flatMap((reported): readonly Watched[] => {
    const course = reported.observed?.memory ?? null;
    return course === null ? [] : [{ reported, course }];
  });
  const unseen = scenario.cases.filter(({ observed }) => (observed?.memory ?? null) === null);
  const figures: Html[] = [];
  for (const one of watched) figures.push(await courseFigure(one));
  const missing = unseen.map(({ description }) => description.title).join(", ");
  return drawer({
    id: `memory-of-${scenario.anchor}`,
    summary: `${scenario.title}: ${summaryOf(watched)}`,
    isOpen,
    isPrinted: true,
    content: html`${
      figures.length > 0 && html`<div class="multiples">${figures}</div>`
    }${missing !== "" && html`<p class="muted">Not available for ${missing}: nothing read the memory of a fork. The platform has no /proc, or no fork was started.</p>`}`,
  });
}

function summaryOf(watched: readonly Watched[]): string {
  if (watched.length === 0) return "not available";
  const peaks = watched.map(({ course }) => peakOf(course.points));
  const [low, high] = [Math.min(...peaks), Math.max(...peaks)];
  const range = low === high ? formatQuantity(low, "bytes") : formatRange(low, high, "bytes");
  return `${watched.length} ${watched.length === 1 ? "case, peak" : "cases, peaks"} of ${range}`;
}

async function courseFigure({ reported, course }: Watched): Promise<Html> {
  const { title } = reported.description;
  const id = `chart-time-${reported.anchor}`;
  const most = peaksInWords(course);
  return chartFigure({
    name: `Memory over time, ${title}`,
    title,
    instruction: `Peak ${most}; ${whichFork(course)}.${course.phases.length === 0 ? " It ended before it told of its phases." : ""}`,
    svg: await renderChart(timelineSpec(course), {
      id,
      label: `${title}: resident memory of fork ${course.fork + 1} over ${formatQuantity(lifeOf(course) * 1e6, "nanoseconds/operation")}, at most ${most}.`,
    }),
    width: "small",
    data: phaseTable(title, course),
  });
}

/** "97 MiB", or "97 MiB resident, 2.6 MiB held, 0.8 MiB live" where the case tells of its own memory. */
function peaksInWords({ points, told }: MemoryCourse): string {
  const resident = formatQuantity(peakOf(points), "bytes");
  if (told.length === 0) return resident;
  const own = told.map((one) => `${formatQuantity(peakOf(one.points), "bytes")} ${toldWords[one.quantity]}`);
  return [`${resident} resident`, ...own].join(", ");
}

function whichFork({ fork, watched }: MemoryCourse): string {
  return watched === 1 ? "the only fork" : `fork ${fork + 1}, the middle one of ${watched}`;
}

function phaseTable(title: string, course: MemoryCourse): Html {
  const notSaid = "not available: the platform does not say";
  const last = course.points.at(-1);
  const rest = "known at the end of a phase only";
  const notOfProcess = "the case tells of its own memory only";
  return dataTable({
    caption: `${title}: ${course.readings.toLocaleString("en-US")} readings of fork ${course.fork + 1}, and its phases${course.told.length === 0 ? "" : "; then what the case told of its own memory"}`,
    columns: [
      textColumn("Phase"),
      numberColumn("From"),
      numberColumn("To"),
      numberColumn("Peak"),
      numberColumn("At its end"),
      numberColumn("Anonymous"),
      numberColumn("JavaScript heap"),
      numberColumn("Buffers"),
    ],
    rows: [
      [
        "from its turn on",
        duration(0),
        duration(lifeOf(course)),
        quantity(peakOf(course.points), "bytes"),
        quantity(last?.[2] ?? 0, "bytes"),
        absent(rest),
        absent(rest),
        absent(rest),
      ],
      ...course.phases.map(({ name, begin, end, peakResidentBytes, memory }) => [
        name,
        duration(begin),
        duration(end),
        orAbsent(peakResidentBytes, notSaid, (bytes) => quantity(bytes, "bytes")),
        quantity(memory.resident, "bytes"),
        orAbsent(memory.anonymous, notSaid, (bytes) => quantity(bytes, "bytes")),
        quantity(memory.heapUsed, "bytes"),
        quantity(memory.arrayBuffers, "bytes"),
      ]),
      ...course.told.map(({ quantity: what, readings, points }) => [
        `${toldWords[what]}, told ${readings.toLocaleString("en-US")} ${readings === 1 ? "time" : "times"}`,
        duration(points[0]?.[0] ?? 0),
        duration(points.at(-1)?.[0] ?? 0),
        quantity(peakOf(points), "bytes"),
        quantity(points.at(-1)?.[2] ?? 0, "bytes"),
        absent(notOfProcess),
        absent(notOfProcess),
        absent(notOfProcess),
      ]),
    ],
  });
}

function peakOf(points: readonly MemoryPoint[]): number {
  return Math.max(...points.map(([, , high]) => high));
}

function lifeOf({ points, phases }: MemoryCourse): number {
  return Math.max(...points.map(([time]) => time), ...phases.map(({ end }) => end));
}
