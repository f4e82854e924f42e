/** From a Vega-Lite description to an SVG string, without a browser. */
import { type LoggerInterface, logger, parse, View, Warn } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { Html } from "../page/html.ts";
import { visibleText } from "../text.ts";
import { refuseCanvas } from "./canvas.ts";
import { type ChartName, namedSvg } from "./svg.ts";
import { chartConfig } from "./theme.ts";

/**
 * The chart as an `<svg role="img">`.
 *
 * @throws when Vega or Vega-Lite warns of anything: a chart that leaves something out is worse than none.
 */
export async function renderChart(spec: TopLevelSpec, name: ChartName): Promise<Html> {
  refuseCanvas(import.meta.resolve("vega"));
  const failing = failingLogger(name.id);
  const compiled = compile(spec, { config: chartConfig, logger: failing });
  const view = new View(parse(compiled.spec), { renderer: "none", logger: failing });
  try {
    return namedSvg(visibleText(await view.toSVG()), name);
  } finally {
    view.finalize();
  }
}

function failingLogger(chart: string): LoggerInterface {
  return logger(Warn, undefined, (_method, _level, reasons: readonly unknown[]) => {
    throw new Error(`The chart "${chart}" cannot be drawn as described: ${reasons.join(" ")}`);
  });
}
