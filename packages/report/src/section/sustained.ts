/** Work that goes on for long: how fast it stayed and what its memory did, fork by fork, with what was concluded. */
import {
  type CoursePoint,
  formatQuantity,
  formatRange,
  type SustainedCourse,
  type SustainedFork,
  type SustainedSeries,
  type Verdict,
} from "@strait/analysis";
import { courseSpec } from "../chart/course.ts";
import { renderChart } from "../chart/render.ts";
import { signedPercent } from "../figures.ts";
import { everyCase, type ReportedCase, type ReportedScenario } from "../model.ts";
import { chartFigure } from "../page/chart-figure.ts";
import { type Html, html } from "../page/html.ts";
import { verdictDetails } from "../page/outcome.ts";
import { absent, dataTable, numberColumn, plainNumber, quantity, textColumn } from "../page/table.ts";
import { lead, type Section, warningList } from "./section.ts";

/** Points along a fitted line, which is bent where a cost is shown as a rate. */
const linePoints = 16;

export async function sustainedSection(scenarios: readonly ReportedScenario[]): Promise<Section | null> {
  const articles: Html[] = [];
  for (const { scenario, case: reported } of everyCase(scenarios)) {
    if (reported.course !== null)
      articles.push(await courseArticle(scenario.title, reported, reported.course));
  }
  if (articles.length === 0) return null;
  return {
    id: "sustained",
    title: "Over a long time",
    body: html`${lead("Work that went on for long in every fork: does its rate fall, does memory grow? Each point is the median of some batches. The thick line is the fork whose slope is the median, dashed the line through it that its verdict rests on; thin lines are the other forks. The axes need not begin at zero.")}${articles}`,
  };
}

async function courseArticle(
  scenario: string,
  reported: ReportedCase,
  course: SustainedCourse,
): Promise<Html> {
  const { anchor } = reported;
  const figures: Html[] = [];
  for (const series of course.series) {
    const verdicts = reported.metrics
      .filter(({ metric }) => metric.name === series.metric.name)
      .flatMap((metric) => metric.verdicts)
      .filter(({ question }) => question === series.question);
    figures.push(
      await seriesFigure(course, series, { id: `chart-course-${anchor}-${figures.length + 1}`, verdicts }),
    );
  }
  return html`<article class="course" id="course-${anchor}" aria-labelledby="course-${anchor}-title"><p class="eyebrow">${scenario}</p><h3 id="course-${anchor}-title">${course.title}</h3>
<div class="multiples">${figures}</div></article>\n`;
}

async function seriesFigure(
  course: SustainedCourse,
  series: SustainedSeries,
  { id, verdicts }: { readonly id: string; readonly verdicts: readonly Verdict[] },
): Promise<Html> {
  const { metric, forks, typical } = series;
  const isRate = metric.unit === "nanoseconds/operation";
  const unit = isRate ? "operations/second" : metric.unit;
  const shown = ({ operations, value }: CoursePoint): CoursePoint => ({
    operations,
    value: isRate ? 1e9 / value : value,
  });
  const drawable = (points: readonly CoursePoint[]) =>
    points.filter(({ value }) => !isRate || value > 0).map(shown);
  const title = isRate ? "Throughput" : metric.title;
  const fitted = typical === null ? [] : alongLine(forks[typical]);
  const words = `${title} of ${course.title} over ${forks.length} ${forks.length === 1 ? "fork" : "forks"}, ${slopeInWords(series)}.`;
  return chartFigure({
    name: `${course.title}, ${title}`,
    title,
    instruction: html`${verdicts.map(verdictDetails)}${capital(slopeInWords(series))}.${warningList(verdicts.flatMap(({ warnings }) => warnings))}`,
    svg:
      forks.length === 0
        ? null
        : await renderChart(
            courseSpec({
              unit,
              forks: forks.map(({ points }) => drawable(points)),
              typical,
              fitted: drawable(fitted),
            }),
            { id, label: words },
          ),
    width: "small",
    data: forkTable(course, series),
  });
}

function alongLine(fork: SustainedFork | undefined): readonly CoursePoint[] {
  if (fork === undefined || fork.line === null) return [];
  const [from, to] = fork.line;
  return Array.from({ length: linePoints }, (_, index) => {
    const share = index / (linePoints - 1);
    return {
      operations: from.operations + share * (to.operations - from.operations),
      value: from.value + share * (to.value - from.value),
    };
  });
}

/** "cost rises by 12% from start to end (10% to 14%)", of the typical fork. */
function slopeInWords({ question, forks, typical }: SustainedSeries): string {
  if (forks.length === 0) return "not available: no completed fork measured it";
  if (question === null) return "no question is asked of it";
  const fork = typical === null ? undefined : forks[typical];
  if (fork === undefined || fork.slope === null)
    return "no line: too few batches, or too few operations in each";
  const { slope, interval } = fork;
  if (question === "drift") {
    const range =
      interval === null ? "" : ` (${signedPercent(interval.low)} to ${signedPercent(interval.high)})`;
    return `cost moves by ${signedPercent(slope)} from start to end${range}`;
  }
  const range = interval === null ? "" : ` (${formatRange(interval.low, interval.high, "bytes/operation")})`;
  return `moves by ${formatQuantity(slope, "bytes/operation")}${range}`;
}

function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

function forkTable({ title }: SustainedCourse, { metric, question, forks }: SustainedSeries): Html {
  return dataTable({
    caption: `${title}: ${metric.title}, fork by fork`,
    columns: [
      textColumn("Fork"),
      numberColumn("Batches"),
      numberColumn("First block"),
      numberColumn("Last block"),
      numberColumn("Slope"),
      numberColumn("Interval, low"),
      numberColumn("Interval, high"),
    ],
    rows: forks.map(({ fork, batches, points, slope, interval }) => {
      const figure = (value: number | null): Html => slopeCell(value, question);
      return [
        `Fork ${fork + 1}`,
        plainNumber(batches),
        blockCell(points.at(0), metric),
        blockCell(points.at(-1), metric),
        figure(slope),
        figure(interval?.low ?? null),
        figure(interval?.high ?? null),
      ];
    }),
  });
}

function blockCell(point: CoursePoint | undefined, metric: SustainedSeries["metric"]): Html {
  return point === undefined ? absent("no batch") : quantity(point.value, metric.unit, metric.operation);
}

function slopeCell(value: number | null, question: SustainedSeries["question"]): Html {
  if (question === null) return absent("nothing is asked of it");
  if (value === null) return absent("not available: too few batches, or too few operations in each");
  if (question === "leak") return quantity(value, "bytes/operation");
  return html`<data value="${String(value)}">${signedPercent(value)}</data>`;
}
