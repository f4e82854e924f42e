/** Colours of the style sheet and how far apart they are, after WCAG 2.2. */
import { styleSheet } from "../../src/style/sheet.ts";

export type Palette = ReadonlyMap<string, string>;

/** The variables of `:root`, as a light screen and as a dark screen sees them. */
export async function palettes(): Promise<{ light: Palette; dark: Palette }> {
  const [first = "", ...later] = (await styleSheet()).split(/(?=@media screen)/);
  const dark = later.find((part) => part.includes("prefers-color-scheme: dark")) ?? "";
  const light = variables(first);
  return { light, dark: new Map([...light, ...variables(dark)]) };
}

function variables(css: string): Map<string, string> {
  return new Map(
    [...css.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name = "", color = ""]) => [name, color]),
  );
}

/**
 * Contrast ratio of two colours of six hexadecimal digits.
 * Source: WCAG 2.2, definitions of "relative luminance" and "contrast ratio".
 */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(color.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
