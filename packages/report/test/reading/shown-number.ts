/** Reads a figure as a person does, without knowing how it was written: an oracle for the formatting. */

const scales: Readonly<Record<string, number>> = {
  ns: 1,
  µs: 1e3,
  ms: 1e6,
  s: 1e9,
  B: 1,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  "/s": 1,
  "k/s": 1e3,
  "M/s": 1e6,
  "G/s": 1e9,
  "%": 0.01,
  "": 1,
};

/** @example shownNumber("12.3 M/s") // 12_300_000 */
export function shownNumber(text: string): number {
  const parts = /^([+−-]?)([\d,]+(?:\.\d+)?(?:e[+-]\d+)?) ?(.*)$/.exec(text.trim());
  if (parts === null) throw new Error(`"${text}" is no figure.`);
  const [, sign = "", digits = "", unit = ""] = parts;
  const scale = scales[unit.replace(/^(.*B)\/.*$/, "$1")];
  if (scale === undefined) throw new Error(`"${text}" has a unit that nobody knows: "${unit}".`);
  return (sign === "−" || sign === "-" ? -1 : 1) * Number(digits.replaceAll(",", "")) * scale;
}
