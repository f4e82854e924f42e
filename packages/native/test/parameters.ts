/** How hard a test tries: what README.md calls testing harder. */

/** The number in an environment variable, or the default that the ordinary run takes. */
export function parameter(name: string, ordinary: number): number {
  const text = process.env[name];
  if (text === undefined) return ordinary;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${name} is "${text}"; give a whole number`);
  return value;
}
