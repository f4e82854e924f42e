/**
 * Names given out in one scope of generated code, each only once.
 *
 * @example
 * const names = new NameScope(["free"]);
 * names.claim("free") === "free_";
 * names.claim("bid", (name) => [`clear_${name}`]) === "bid";
 * names.claim("clear_bid") === "clear_bid_";
 */
export class NameScope {
  readonly #taken: Set<string>;

  constructor(reserved: Iterable<string> = []) {
    this.#taken = new Set(reserved);
  }

  /**
   * Takes `wanted`, followed by as many underscores as make it and all names that `derive` makes from it new.
   * Returns the name taken.
   */
  claim(wanted: string, derive: (name: string) => readonly string[] = () => []): string {
    let name = wanted;
    while ([name, ...derive(name)].some((candidate) => this.#taken.has(candidate))) name += "_";
    for (const taken of [name, ...derive(name)]) this.#taken.add(taken);
    return name;
  }

  /** True when a name was claimed or reserved. */
  has(name: string): boolean {
    return this.#taken.has(name);
  }
}

/**
 * A path as one identifier: its ending goes, and all that is neither letter nor digit becomes an underscore.
 *
 * @example pathIdentifier("strait/stress/v1/market.proto") === "strait_stress_v1_market"
 */
export function pathIdentifier(path: string): string {
  const name = path.replace(/\.\w+$/, "").replace(/\W/g, "_");
  return /^\d/.test(name) ? `_${name}` : name;
}
