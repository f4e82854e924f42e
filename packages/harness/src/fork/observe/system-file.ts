import { openSync, readFileSync, readSync } from "../file-system.ts";

/** What a file of `/proc` says now; null where the platform has no such file. */
export function contentOf(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

/**
 * Keeps a file of `/proc` open, so that reading it again and again takes 1–2 µs.
 *
 * @returns a function that reads what it says now, or null where the platform has no such file
 */
export function keepOpen(path: string): (() => string) | null {
  const buffer = Buffer.alloc(256);
  try {
    const descriptor = openSync(path, "r");
    readSync(descriptor, buffer, 0, buffer.length, 0);
    return () => buffer.toString("latin1", 0, readSync(descriptor, buffer, 0, buffer.length, 0));
  } catch {
    return null;
  }
}

/** The number that a pattern's first group finds in a text; null when it finds none. */
export function numberIn(text: string | null, pattern: RegExp, factor = 1): number | null {
  const digits = pattern.exec(text ?? "")?.[1];
  return digits === undefined ? null : Number(digits) * factor;
}
