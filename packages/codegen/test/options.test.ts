import { describe, expect, it } from "vitest";
import { parseOptions } from "../src/options.ts";

describe("plugin options", () => {
  it("have defaults", () => {
    expect(parseOptions("target=rust")).toEqual({ target: "rust", crate: "strait_arena" });
    expect(parseOptions("target=typescript")).toEqual({
      target: "typescript",
      runtime: "@strait/native/runtime",
    });
  });

  it("are taken as given", () => {
    expect(parseOptions("crate=my_arena,target=rust")).toEqual({ target: "rust", crate: "my_arena" });
    expect(parseOptions("target=typescript,runtime=./a=b.ts")).toEqual({
      target: "typescript",
      runtime: "./a=b.ts",
    });
  });

  it.each([
    ["", "option target is missing; write target=rust or target=typescript"],
    ["target=go", "option target is go; write target=rust or target=typescript"],
    ["target=rust,runtime=x", "option runtime is unknown with target=rust; besides target there is crate"],
    [
      "target=typescript,speed=9",
      "option speed is unknown with target=typescript; besides target there is runtime",
    ],
    ["target=rust,crate=", "option crate is empty; leave it out for strait_arena"],
  ])("refuse %j", (parameter, message) => {
    expect(() => parseOptions(parameter)).toThrow(message);
  });
});
