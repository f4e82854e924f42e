/** Oracle: manifests written here, with what they say. */
import { expect, it } from "vitest";
import { crateName, dependencyNames } from "../src/crate.ts";

const manifest = `
[package]
name = "strait-native"
version = "0.1.0"

[lib]
name = "other"

[dependencies]
strait-arena.workspace = true
napi = { version = "3", features = ["napi9"] }

[dev-dependencies]
strait-stress = { version = "0.1", path = '../strait-stress' }
other-name = { package = "real-name", version = "1" }
`;

it("reads the name of the package, not of its library", () => {
  expect(crateName(manifest)).toBe("strait-native");
  expect(crateName("[workspace]\nmembers = []\n")).toBeUndefined();
});

it("finds the crates that it depends on, renamed or not", () => {
  expect(dependencyNames(manifest)).toEqual(["strait-arena", "napi", "strait-stress", "real-name"]);
});
