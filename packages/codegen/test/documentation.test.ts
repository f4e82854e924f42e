import { describe, expect, it } from "vitest";
import { rustDocumentation } from "../src/rust/documentation.ts";
import { documentation } from "../src/typescript/documentation.ts";

const fenced = "Run it:\n```\nlet x = 1;\n```\n    let y = 2;";

describe("comments of the schema", () => {
  it("become JSDoc that a comment cannot end early", () => {
    expect(documentation({ comment: "A price.", deprecated: false }, "  ")).toEqual(["  /** A price. */"]);
    expect(documentation({ comment: "First.\n\n*/ evil()", deprecated: true })).toEqual([
      "/**",
      " * First.",
      " *",
      " * *\\/ evil()",
      " * @deprecated",
      " */",
    ]);
    expect(documentation({ comment: "", deprecated: false })).toEqual([]);
  });

  it("become Rust documentation in which nothing is run as a test", () => {
    expect(rustDocumentation({ comment: fenced, deprecated: true }, "    ")).toEqual([
      "    /// Run it:",
      "    /// ```text",
      "    /// let x = 1;",
      "    /// ```",
      "    ///    let y = 2;",
      "    ///",
      "    /// Deprecated.",
    ]);
    expect(rustDocumentation({ comment: "A file.", deprecated: false }, "", "//!")).toEqual(["//! A file."]);
  });
});
