/**
 * A stand-in for the runtime: every name that generated code uses, doing what it promises as simply as possible. Content
 * of strings, lists and maps lives in a JavaScript array, and a span holds an index in it.
 */
export * from "./arena.ts";
export * from "./collections.ts";
export * from "./content.ts";
export * from "./copy-allowance.ts";
export * from "./integer64.ts";
export * from "./message-view.ts";
export * from "./plain-shape.ts";
