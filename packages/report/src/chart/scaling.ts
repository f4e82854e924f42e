/** The picture of a scaling fit: points and fitted curve above, what the curve misses by below, on one size axis. */
import { formatQuantity, type ScalingFit, type ScalingModel } from "@strait/analysis";
import type { TopLevelSpec } from "vega-lite";
import { compactCount, shortUnit, signedPercent } from "../figures.ts";
import { fittedText } from "../text.ts";
import { linearAxis, logAxis, tickLabels } from "./axis.ts";
import { modelCurve } from "./curve.ts";

/** In pixels. `margin` holds labels and the title of the size axis. */
const plot = {
  width: 236,
  fit: 150,
  residual: 64,
  gap: 18,
  margin: { left: 66, right: 26, top: 8, bottom: 46 },
};

/** Points on a drawn curve: more cannot be told apart at this width. */
const curveLength = 32;

/** Labelled sizes at most: the widest would touch if there were more. */
const mostSizes = 4;

/** The best model and, where the class is undecided, the best of another class, to see how alike they are. */
export function drawnModels(fit: ScalingFit): readonly ScalingModel[] {
  const [best] = fit.models;
  if (best === undefined) return [];
  const rival = fit.models.find((model) => model.class !== best.class);
  return fit.class === null && rival !== undefined ? [best, rival] : [best];
}

/** Logarithmic unless the sizes span less than a decade or a cost is zero. */
export function isLogarithmic(fit: ScalingFit): boolean {
  const sizes = fit.points.map((point) => point.size);
  const costs = fit.points.flatMap((point) => [point.median, ...point.forkMedians]);
  return Math.max(...sizes) >= 10 * Math.min(...sizes) && Math.min(...costs) > 0;
}

/** Zero and every other tick from there on, where all of them would touch. */
function balanced(ticks: readonly number[]): number[] {
  const middle = ticks.indexOf(0);
  return ticks.filter((_, index) => ticks.length <= 3 || (index - middle) % 2 === 0);
}

export function scalingSpec(fit: ScalingFit): TopLevelSpec {
  const unit = shortUnit(fit.metric.unit);
  const logarithmic = isLogarithmic(fit);
  const scaleType = logarithmic ? "log" : "linear";
  const axisOf = logarithmic ? logAxis : linearAxis;
  const curves = drawnModels(fit).flatMap((model, order) =>
    modelCurve(model, fit, curveLength).map((point) => ({ ...point, order })),
  );
  const sizes = axisOf(
    fit.points.map((point) => point.size),
    "count",
  );
  const points = fit.points.map(({ size, median }) => ({ size, cost: median }));
  const costs = axisOf(
    [...points, ...curves].map(({ cost }) => cost).filter((cost) => !logarithmic || cost > 0),
    unit,
  );
  const misses = fit.residuals.map(({ size, relative }) => ({ size, percent: relative * 100, none: 0 }));
  const forkMisses = fit.residuals.flatMap(({ size, fitted }) =>
    (fit.points.find((point) => point.size === size)?.forkMedians ?? []).map((cost) => ({
      size,
      percent: (cost / fitted - 1) * 100,
    })),
  );
  const widest = Math.max(0.5, ...[...misses, ...forkMisses].map(({ percent }) => Math.abs(percent))) * 1.15;
  const missDomain = [-widest, widest];
  const missAxis = linearAxis(missDomain, "count");

  const x = {
    field: "size",
    type: "quantitative",
    scale: { type: scaleType, domain: sizes.domain, nice: false },
  } as const;
  const y = {
    field: "cost",
    type: "quantitative",
    scale: { type: scaleType, domain: costs.domain, nice: false },
    axis: {
      title: null,
      ...tickLabels(costs.ticks, (cost) => formatQuantity(cost, unit)),
    },
  } as const;
  const percent = (field: string) =>
    ({
      field,
      type: "quantitative",
      scale: { domain: missDomain, nice: false },
      axis: {
        title: null,
        ...tickLabels(balanced(missAxis.ticks.filter((tick) => Math.abs(tick) <= widest)), (tick) =>
          signedPercent(tick / 100),
        ),
      },
    }) as const;
  const stride = Math.ceil(sizes.ticks.length / mostSizes);
  const labelled = tickLabels(
    sizes.ticks.filter((_, index) => index % stride === 0),
    compactCount,
  );

  return {
    bounds: "flush",
    spacing: plot.gap,
    // Vega would size the picture by estimated widths of labels, so that neighbours differ. Of a vertical
    // concatenation it then counts the common width, but no height: that is margin.
    autosize: "none",
    padding: {
      left: plot.margin.left,
      right: plot.margin.right,
      top: plot.margin.top,
      bottom: plot.fit + plot.gap + plot.residual + plot.margin.bottom,
    },
    resolve: { scale: { x: "shared" } },
    vconcat: [
      {
        width: plot.width,
        height: plot.fit,
        layer: [
          {
            data: { values: curves },
            mark: { type: "line", strokeWidth: 2, color: "var(--data)" },
            encoding: {
              x: { ...x, axis: { values: labelled.values, labels: false, title: null } },
              y,
              strokeDash: {
                field: "order",
                type: "nominal",
                scale: { domain: [0, 1], range: [[], [5, 4]] },
                legend: null,
              },
            },
          },
          {
            data: { values: points },
            mark: {
              type: "point",
              shape: "circle",
              size: 42,
              filled: true,
              opacity: 1,
              color: "var(--data)",
            },
            encoding: { x, y },
          },
        ],
      },
      {
        width: plot.width,
        height: plot.residual,
        layer: [
          {
            data: { values: [{ none: 0 }] },
            mark: { type: "rule", color: "var(--axis)" },
            encoding: { y: percent("none") },
          },
          {
            data: { values: misses },
            mark: { type: "rule", color: "var(--data)", strokeWidth: 1.5 },
            encoding: {
              x: { ...x, axis: { ...labelled, title: null } },
              y: percent("none"),
              y2: { field: "percent" },
            },
          },
          {
            data: { values: forkMisses },
            mark: {
              type: "point",
              shape: "stroke",
              size: 50,
              strokeWidth: 1,
              opacity: 1,
              color: "var(--axis)",
            },
            encoding: { x, y: percent("percent") },
          },
          {
            data: { values: misses },
            mark: {
              type: "point",
              shape: "circle",
              size: 36,
              filled: true,
              opacity: 1,
              color: "var(--data)",
            },
            encoding: { x, y: percent("percent") },
          },
          {
            // As data and not as the title of the axis: Vega fails on a title like "valueOf".
            data: { values: [{ title: fittedText(fit.metric.size?.title ?? "size", plot.width / 13) }] },
            mark: { type: "text", align: "center", baseline: "top", color: "var(--muted)" },
            encoding: {
              x: { value: plot.width / 2 },
              y: { value: plot.residual + 30 },
              text: { field: "title", type: "nominal" },
            },
          },
        ],
      },
    ],
  };
}
