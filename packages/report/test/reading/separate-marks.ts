/** Reads a path that draws many marks as the marks that it draws, each an element with its place. */

const path = /<path([^>]*) d="([^"]*)"\/>/g;
const lines = /^(?:M-?[\d.]+,-?[\d.]+[hvl]-?[\d.]+(?:,-?[\d.]+)?)+$/;
const circles = /^(?:M[^Ma]*a[^Ma]*a[^Ma]*)+$/;

/** @example separateMarks('<path stroke="red" d="M1,2v4M3,2v4"/>') // a group of two lines, translated to 1,2 and 3,2 */
export function separateMarks(markup: string): string {
  return markup.replace(path, (whole, attributes: string, shape: string) => {
    if (lines.test(shape))
      return `<g${attributes}>${shape.slice(1).split("M").map(separateLine).join("")}</g>`;
    return circles.test(shape)
      ? `<g${attributes}>${shape.slice(1).split("M").map(separateCircle).join("")}</g>`
      : whole;
  });
}

function separateLine(piece: string): string {
  const [, x, y, command, first = "0", second = "0"] =
    /^(-?[\d.]+),(-?[\d.]+)([hvl])(-?[\d.]+)(?:,(-?[\d.]+))?$/.exec(piece) ?? [];
  const [across, down] = command === "v" ? ["0", first] : [first, second];
  return `<line transform="translate(${x},${y})" x2="${across}" y2="${down}"/>`;
}

function separateCircle(piece: string): string {
  const [start = "0", y = "0", radius = "0"] = piece.split(/[,a]/);
  return `<path transform="translate(${Math.round((Number(start) - Number(radius)) * 10) / 10},${y})" d="circle of radius ${radius}"/>`;
}
