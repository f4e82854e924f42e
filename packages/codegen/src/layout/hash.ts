const offsetBasis = 0xcbf29ce484222325n;
const prime = 0x100000001b3n;

/**
 * FNV-1a, 64 bits, over the UTF-8 bytes of a text, as 16 hex digits.
 * Source: draft-eastlake-fnv (RFC 9923).
 *
 * @example fnv1a64("a") === "af63dc4c8601ec8c"
 */
export function fnv1a64(text: string): string {
  let hash = offsetBasis;
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * prime);
  return hash.toString(16).padStart(16, "0");
}
