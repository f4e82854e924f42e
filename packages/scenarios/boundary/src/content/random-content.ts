import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import {
  type Content,
  copies,
  type Field,
  type MessageName,
  messageFields,
  messageNames,
} from "../generated/content.ts";

/** How large random content is. */
export type ContentSize = {
  /** Elements of each list. */
  readonly elements: number;
  /** Links of each chain. */
  readonly links: number;
  /** Mean length of text in bytes; how much of it a text may be shorter or longer, as a fraction. */
  readonly textBytes: number;
  readonly textSpread: number;
  /** Whether one text in four is not ASCII. */
  readonly unicode: boolean;
};

const ascii = "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789 .,-";
const wide = [..."äéøß", ..."жёщя", ..."漢字仮名", ..."🚀🧭"];

/**
 * A message as a program might hold it: numbers over a wide range, doubles of full precision, integers that are not
 * negative, text of any script. The same seed gives the same.
 */
export function randomContent<Name extends MessageName>(
  name: Name,
  seed: number,
  size: ContentSize,
): Content[Name] {
  const generator = xoroshiro128plus(seed);
  const whole = (low: number, high: number) => uniformInt(generator, low, high);

  const textOf = (): string => {
    const bytes = whole(
      Math.ceil(size.textBytes * (1 - size.textSpread)),
      Math.floor(size.textBytes * (1 + size.textSpread)),
    );
    const alphabet = size.unicode && whole(0, 3) === 0 ? wide : [...ascii];
    let text = "";
    let left = bytes;
    while (left > 0) {
      const character = left < 4 ? "x" : (alphabet[whole(0, alphabet.length - 1)] ?? "x");
      text += character;
      left -= Buffer.byteLength(character);
    }
    return text;
  };

  const fieldValue = (field: Field, depth: number): unknown => {
    const inner = messageNames.find((other) => other === field.message);
    if (field.kind === "list" && inner !== undefined) {
      return Array.from({ length: size.elements }, () => messageOf(inner, 1));
    }
    if (field.kind === "child" && inner !== undefined) {
      return depth < size.links ? messageOf(inner, depth + 1) : undefined;
    }
    if (field.kind === "int32") return whole(0, 2 ** 31 - 1);
    if (field.kind === "int64") return whole(0, 2 ** 45);
    if (field.kind === "double") return (uniformFloat64(generator) - 0.5) * 2000;
    return field.kind === "bool" ? whole(0, 1) === 1 : textOf();
  };

  const messageOf = (message: MessageName, depth: number): object =>
    Object.fromEntries(messageFields[message].map((field) => [field.property, fieldValue(field, depth)]));

  // The fields of the schema are those of its type; the copy has them as a literal would.
  return copies[name](messageOf(name, 1) as Content[Name], (integer) => integer);
}
