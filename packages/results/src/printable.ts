/** Control characters, and the marks that reorder text: a terminal acts on both. */
const hidden = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * `text` as it may be shown in a terminal or a log: one line, without escape sequences, at most `limit`
 * characters. Whatever comes from a file, a child process or a thrown error goes through here.
 *
 * @example printable("a\u001b[31mb\n") // "a\\u001b[31mb\\u000a"
 */
export function printable(text: string, limit = 200): string {
  const visible = text.replace(
    hidden,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return visible.length > limit ? `${visible.slice(0, limit - 1)}…` : visible;
}
