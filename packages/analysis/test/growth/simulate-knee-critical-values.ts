/**
 * Simulates the critical values of `src/growth/knee-critical-values.ts`: the 99% quantile of the knee statistic on series
 * without a knee, the largest over classes and noise levels, for each number of sizes over two decades.
 * Run: node packages/analysis/test/growth/simulate-knee-critical-values.ts [series a cell, 800 by default]
 */
import { quantile } from "simple-statistics";
import { seededDraws } from "../../src/calibration/noise.ts";
import { complexityClasses, growth } from "../../src/growth/growth-models.ts";
import { kneeCandidates, kneeStatistic } from "../../src/growth/knee-search.ts";
import { weighModels } from "../../src/growth/model-selection.ts";

const series = Number(process.argv[2] ?? 800);
const seed = 20_261_125;

for (const count of [10, 12, 14, 16, 20]) {
  const sizes = Array.from({ length: count }, (_, index) => Math.round(1000 * 100 ** (index / (count - 1))));
  let largest = { value: 0, cell: "" };
  for (const noise of [0.005, 0.02, 0.05]) {
    for (const name of complexityClasses) {
      const { uniform, normal } = seededDraws(seed, `${count} ${noise} ${name}`);
      const statistics = Array.from({ length: series }, (_, index) => {
        const intercept = index % 2 === 0 ? 0 : uniform() * growth(name, 1000);
        const logCosts = sizes.map(
          (size) => Math.log(35 * (growth(name, size) + intercept)) + noise * normal(),
        );
        const [best] = kneeCandidates(sizes, logCosts);
        if (best === undefined) return 0;
        const sigma = Math.min(...weighModels(sizes, logCosts).map((model) => model.sigma));
        return kneeStatistic(sigma, best, count);
      });
      const value = quantile(statistics, 0.99);
      if (value > largest.value) largest = { value, cell: `${name} at ${100 * noise}%` };
    }
  }
  console.log(`  { sizes: ${count}, critical: ${largest.value.toFixed(1)} }, // ${largest.cell}`);
}
