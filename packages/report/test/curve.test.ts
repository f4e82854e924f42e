/** Oracle: what the analysis package says that its own best model gives at the measured sizes. */
import { fitScaling } from "@strait/analysis";
import { describe, expect, it } from "vitest";
import { modelCurve } from "../src/chart/curve.ts";
import { seededNoise } from "./fixtures/noise.ts";

describe("modelCurve", () => {
  it("runs through what the analysis fitted at the first and the last size", () => {
    const noise = seededNoise(3);
    const points = Array.from({ length: 12 }, (_, index) => {
      const size = Math.round(1000 * 100 ** (index / 11));
      const forkMedians = Array.from({ length: 5 }, () => (900 + 3 * size * Math.log2(size)) * noise(0.01));
      return { size, forkMedians };
    });
    const fit = fitScaling(points);
    if ("refusal" in fit) throw new Error(fit.refusal);
    const [best] = fit.models;
    if (best === undefined) throw new Error("No model was fitted.");
    const metric = {
      name: "time",
      title: "Time",
      operation: "fill",
      unit: "nanoseconds/operation",
      targets: [],
    } as const;
    const whole = { ...fit, scenario: "s", case: "c", metric: { ...metric, targets: [] } };
    const curve = modelCurve(best, whole, 48);
    expect(curve.length).toBe(48);
    for (const [drawn, fitted] of [
      [curve.at(0), fit.residuals.at(0)],
      [curve.at(-1), fit.residuals.at(-1)],
    ] as const) {
      expect(drawn?.size).toBeCloseTo(fitted?.size ?? 0, 6);
      expect((drawn?.cost ?? 0) / (fitted?.fitted ?? 1)).toBeCloseTo(1, 9);
    }
  });
});
