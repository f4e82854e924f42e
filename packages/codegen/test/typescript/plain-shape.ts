type Named<Plain> = { -readonly [Name in keyof Plain]: unknown };
type Unfilled<Plain> = { -readonly [Name in keyof Plain]: Plain[Name] };

/** A constructor of plain objects without any property. */
export function plainShape<Plain extends object>(
  names: (this: Named<Plain>) => void,
): new () => Unfilled<Plain> {
  names.prototype = Object.prototype;
  return names as unknown as new () => Unfilled<Plain>;
}
