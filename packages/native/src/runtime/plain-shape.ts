/** A plain object that is being filled. */
export type Unfilled<Plain> = { -readonly [Name in keyof Plain]: Plain[Name] };

/** Names of properties for which there is to be room; what they are set to does not matter. */
type Named<Plain> = { -readonly [Name in keyof Plain]: unknown };

/**
 * A constructor of plain objects: their prototype is that of every object literal. Generated `toObject` fills in the rest.
 *
 * A literal would do, but V8 watches where objects of a literal end up. If most of the first hundreds are still alive at a
 * collection of garbage, it makes all later ones where old objects are, for as long as less than nine tenths of what is
 * there turns out to be garbage: a program that kept its first copies then took 2.2 µs to write 100 fields and read them
 * as an object that it dropped, and one that did not took 1.3. Objects of a constructor are not watched, and always young.
 *
 * @param names assigns every property once, in code that never runs: V8 counts what a constructor says it assigns, and
 *   makes as much room in the object itself. Where the assignments are to be left to who calls it, which is for TypeScript
 *   to take on trust, the constructor is so small that it is compiled into its caller.
 * @example
 * const PairShape = plainShape<{ readonly left: number }>(function () {
 *   if (false) {
 *     this.left = 0;
 *   }
 * });
 * const pair = new PairShape();
 * pair.left = 7;
 */
export function plainShape<Plain extends object>(
  names: (this: Named<Plain>) => void,
): new () => Unfilled<Plain> {
  names.prototype = Object.prototype;
  // TypeScript has no type for a function that constructs what its prototype says.
  return names as unknown as new () => Unfilled<Plain>;
}
