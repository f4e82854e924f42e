import { expect, test } from "vitest";
import { aicc } from "../../src/growth/akaike.ts";
import { weighModels } from "../../src/growth/model-selection.ts";

const sizes = [1000, 2000, 4000, 8000, 16_000, 32_000];

test("an intercept that explains nothing costs a model one parameter", () => {
  // Exactly linear: both linear models fit the same, so only the penalty differs.
  const models = weighModels(
    sizes,
    sizes.map((size) => Math.log(3 * size)),
  );
  const [first, second] = models;
  expect(first).toMatchObject({ class: "n", hasIntercept: false, intercept: 0 });
  expect(second).toMatchObject({ class: "n", hasIntercept: true });
  const penalty = aicc(1, sizes.length, 3) - aicc(1, sizes.length, 2);
  expect((first?.weight ?? 0) / (second?.weight ?? 0)).toBeCloseTo(Math.exp(penalty / 2), 6);
});

test("all eleven models come, heaviest first, with the residuals' standard deviation", () => {
  const errors = [0.02, -0.01, 0.03, -0.03, 0.01, -0.02];
  const models = weighModels(
    sizes,
    sizes.map((size, index) => Math.log(5 * size) + (errors[index] ?? 0)),
  );
  expect(models).toHaveLength(11);
  expect(models.map(({ weight }) => weight)).toEqual(
    models.map(({ weight }) => weight).toSorted((a, b) => b - a),
  );
  const linear = models.find((model) => model.class === "n" && !model.hasIntercept);
  const squares = errors.reduce((sum, error) => sum + error ** 2, 0);
  expect(linear?.sigma).toBeCloseTo(Math.sqrt(squares / errors.length), 9);
  expect(linear?.coefficient).toBeCloseTo(5, 9);
});
