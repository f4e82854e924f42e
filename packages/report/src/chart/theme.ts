/** How every chart looks. Colours are CSS variables of the page, so that one SVG serves light, dark and print. */
import type { Outcome } from "@strait/analysis";
import type { Config } from "vega-lite";

/** Vega-Lite's configuration. A default that names no variable would stay black on dark: every one is set. */
export const chartConfig: Config = {
  aria: false,
  background: "transparent",
  font: "inherit",
  padding: 0,
  view: { stroke: null },
  mark: { aria: false, color: "var(--data)" },
  text: { color: "var(--ink)", fontSize: 12 },
  axis: {
    domainColor: "var(--axis)",
    gridColor: "var(--hairline)",
    tickColor: "var(--axis)",
    labelColor: "var(--muted)",
    titleColor: "var(--muted)",
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: "normal",
    labelFlush: false,
    labelOverlap: false,
    labelPadding: 4,
    tickSize: 4,
    titlePadding: 10,
  },
};

export const outcomes: readonly Outcome[] = ["holds", "fails", "undecided"];

/** The order in which outcomes need a reader. */
export const byUrgency: readonly Outcome[] = ["fails", "undecided", "holds"];

/** The colour of each outcome, as a variable of the page. */
export const outcomeColor: Readonly<Record<Outcome, string>> = {
  holds: "var(--holds)",
  fails: "var(--fails)",
  undecided: "var(--undecided)",
};

/** The inside of each outcome's glyph: undecided is an outline. */
export const outcomeFill: Readonly<Record<Outcome, string>> = {
  ...outcomeColor,
  undecided: "var(--surface)",
};

/** The shape of each outcome as an SVG path in the square from −1 to 1, so that no outcome is told by colour alone. */
export const outcomeShape: Readonly<Record<Outcome, string>> = {
  holds: "M-0.85,0A0.85,0.85,0,1,1,0.85,0A0.85,0.85,0,1,1,-0.85,0Z",
  fails: "M-0.6,-1L0,-0.4L0.6,-1L1,-0.6L0.4,0L1,0.6L0.6,1L0,0.4L-0.6,1L-1,0.6L-0.4,0L-1,-0.6Z",
  undecided: "M0,-1L1,0L0,1L-1,0Z",
};

/** Scales that turn the field `outcome` into colour, inside and shape. */
export const outcomeScale = {
  stroke: { domain: [...outcomes], range: outcomes.map((outcome) => outcomeColor[outcome]) },
  fill: { domain: [...outcomes], range: outcomes.map((outcome) => outcomeFill[outcome]) },
  // Vega writes its own circle as two arcs, but an arc in a path as four long curves.
  shape: {
    domain: [...outcomes],
    range: outcomes.map((outcome) => (outcome === "holds" ? "circle" : outcomeShape[outcome])),
  },
};
