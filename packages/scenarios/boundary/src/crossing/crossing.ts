import { type Content, type MessageName, messageNames } from "../generated/content.ts";

/** What a crossing cannot carry, for a reason that is its own; a sentence each. */
export type Limits = {
  /** Integers beyond ±2⁵³. */
  readonly largeIntegers?: string;
  /** NaN and the infinities. */
  readonly nonFinite?: string;
  /** The sign of zero. */
  readonly negativeZero?: string;
  /** The character U+0000 in text. */
  readonly zeroCharacter?: string;
  /** U+FEFF as the first character of a text. */
  readonly leadingByteOrderMark?: string;
};

/** A message that is ready to cross, in the form in which this crossing's users hold their data. */
export type Lane<Name extends MessageName> = {
  /**
   * TIMED. The message goes to Rust, which reads every field and answers; the answer comes back and every field of it
   * is read. Returns the sum of its fields, each times its number.
   */
  cross(): number;
  /** The same crossing, with the answer as a plain object. */
  answer(): Content[Name];
};

/** One way of crossing between JavaScript and Rust. */
export type Crossing = {
  readonly name: string;
  readonly limits: Limits;
  /** Takes the content over into the form that is held, which is not timed. */
  prepare<Name extends MessageName>(name: Name, content: Content[Name]): Lane<Name>;
  /** What is wrong with what the crossings left behind, if anything. */
  leftovers?(): string | undefined;
};

/** The number by which native code knows a message. */
export function messageNumber(name: MessageName): number {
  return messageNames.indexOf(name);
}

/**
 * A lane from its three steps: `send` what is held, then `sum` the answer or `read` it into a plain object, then
 * `release` it if that is the reader's duty.
 */
export function lane<Name extends MessageName, Received>(
  send: () => Received,
  { sum, read }: { sum(received: Received): number; read(received: Received): Content[Name] },
  release?: (received: Received) => void,
): Lane<Name> {
  if (release === undefined) return { cross: () => sum(send()), answer: () => read(send()) };
  return {
    cross() {
      const received = send();
      const total = sum(received);
      release(received);
      return total;
    },
    answer() {
      const received = send();
      const content = read(received);
      release(received);
      return content;
    },
  };
}
