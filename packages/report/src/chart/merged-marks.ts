/** Marks that differ in nothing but their place, drawn as one path: what browsers pay for is elements. */

/** Groups of nothing but lines, or but paths, that have no attribute but their place and their shape. */
const group = /<g([^>]*)>((?:<(?:line|path) [^>]*\/>){2,})<\/g>/g;
const line =
  /^<line(?: transform="translate\(([-\d.]+),([-\d.]+)\)")?(?: x2="([-\d.]+)")?(?: y2="([-\d.]+)")?\/>$/;
const tick = /^<path transform="translate\(([-\d.]+),([-\d.]+)\)" d="M(-?[\d.]+),0L(-?[\d.]+),0"\/>$/;
const circle =
  /^<path transform="translate\(([-\d.]+),([-\d.]+)\)" d="M([\d.]+),0A\3,\3,0,1,1,-\3,0A\3,\3,0,1,1,\3,0"\/>$/;

/**
 * Gridlines, ticks and dots of a group as one path each. What looks different when it is drawn at once stays apart: marks
 * with a paint or an opacity of their own, and dots with an outline, which would show where two overlap.
 *
 * @example mergedMarks('<g stroke="red"><line transform="translate(1,2)" y2="4"/><line transform="translate(3,2)" y2="4"/></g>')
 * // '<path stroke="red" d="M1,2v4M3,2v4"/>'
 */
export function mergedMarks(content: string): string {
  return content.replace(group, (whole, attributes: string, marks: string) => {
    const tags = marks.match(/<[^>]*>/g) ?? [];
    const isFilled = / fill="(?!none")/.test(attributes);
    const isStroked = / stroke="(?!none"|transparent")/.test(attributes);
    const pieces = tags.map((tag) => (isFilled ? (isStroked ? null : circlePiece(tag)) : linePiece(tag)));
    return pieces.every((piece) => piece !== null) ? `<path${attributes} d="${pieces.join("")}"/>` : whole;
  });
}

function linePiece(tag: string): string | null {
  const [, x = "0", y = "0", across = "0", down = "0"] = line.exec(tag) ?? [];
  if (line.test(tag)) return `M${x},${y}${stroke(Number(across), Number(down))}`;
  const found = tick.exec(tag);
  if (found === null) return null;
  const [, middle, height, from, to] = found;
  return `M${tenths(Number(middle) + Number(from))},${height}h${tenths(Number(to) - Number(from))}`;
}

function stroke(across: number, down: number): string {
  if (down === 0) return `h${across}`;
  return across === 0 ? `v${down}` : `l${across},${down}`;
}

function circlePiece(tag: string): string | null {
  const found = circle.exec(tag);
  if (found === null) return null;
  const [x, y, radius] = found.slice(1).map(Number);
  if (x === undefined || y === undefined || radius === undefined) return null;
  const half = (across: number) => `a${radius},${radius},0,1,1,${tenths(across)},0`;
  return `M${tenths(x + radius)},${y}${half(-2 * radius)}${half(2 * radius)}`;
}

function tenths(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
