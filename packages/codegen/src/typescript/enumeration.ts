import type { Enumeration } from "../descriptor/schema.ts";
import { NameScope } from "../names.ts";
import { documentation } from "./documentation.ts";

/** Keys that an object literal would not take as names of its own. */
const prototypeKeys = ["__proto__"];

/** An enum as a constant object, and the open type of its numbers. */
export function enumeration({ values, ...declaration }: Enumeration, name: string): string[] {
  const scope = new NameScope([...prototypeKeys, ...values.map(({ shortName }) => shortName)]);
  const entries = values.flatMap((value) => {
    const key = prototypeKeys.includes(value.shortName) ? scope.claim(value.shortName) : value.shortName;
    return [...documentation(value, "  "), `  ${key}: ${value.number},`];
  });
  return [
    ...documentation(declaration),
    `export const ${name} = {`,
    ...entries,
    "} as const;",
    "",
    `/** A number that {@link ${name}} declares, or any other: proto3 enums are open. */`,
    `export type ${name} = (typeof ${name})[keyof typeof ${name}] | (number & {});`,
  ];
}
