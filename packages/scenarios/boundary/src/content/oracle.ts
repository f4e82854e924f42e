/**
 * What crossing must yield, computed from the fields as data: independent of the generated code of every crossing.
 */
import {
  type Content,
  type Field,
  type MessageName,
  messageFields,
  messageNames,
} from "../generated/content.ts";

/** What Rust answers: every number another, text the same. */
export function answerTo<Name extends MessageName>(name: Name, content: Content[Name]): Content[Name] {
  const answer = structuredClone(content);
  change(name, answer);
  return answer;
}

/** The weight that Rust must find: every field times its number, text as its length in bytes plus all of them. */
export function rustChecksum<Name extends MessageName>(name: Name, content: Content[Name]): number {
  return weightOf(name, content, (text) => {
    const bytes = Buffer.from(text);
    return bytes.length + bytes.reduce((sum, byte) => sum + byte, 0);
  });
}

/** The sum that JavaScript must find: text as its length plus its first and its last character. */
export function javascriptSum<Name extends MessageName>(name: Name, content: Content[Name]): number {
  return weightOf(name, content, (text) =>
    text === "" ? 0 : text.length + text.charCodeAt(0) + text.charCodeAt(text.length - 1),
  );
}

function change(name: MessageName, message: object): void {
  for (const field of messageFields[name]) {
    const value: unknown = Reflect.get(message, field.property);
    const inner = innerOf(field);
    if (typeof value === "object" && value !== null && inner !== undefined) {
      for (const one of Array.isArray(value) ? value : [value]) change(inner, one);
    } else {
      Reflect.set(message, field.property, changed(field, value));
    }
  }
}

function changed({ kind }: Field, value: unknown): unknown {
  if (typeof value === "boolean") return !value;
  if (typeof value === "bigint") return BigInt.asIntN(64, value ^ 1n);
  if (typeof value !== "number") return value;
  if (kind === "double") return -value;
  return kind === "int32" ? value ^ 1 : Number(BigInt(value) ^ 1n);
}

function weightOf(name: MessageName, message: object, weighText: (text: string) => number): number {
  let sum = 0;
  for (const field of messageFields[name]) {
    const value: unknown = Reflect.get(message, field.property);
    const inner = innerOf(field);
    if (inner === undefined) {
      sum += (typeof value === "string" ? weighText(value) : Number(value)) * field.number;
    } else if (Array.isArray(value)) {
      value.forEach((element, index) => {
        sum += weightOf(inner, element, weighText) * (1 + (index % 8));
      });
    } else if (typeof value === "object" && value !== null) {
      sum += weightOf(inner, value, weighText) * field.number;
    }
  }
  return sum;
}

function innerOf({ message }: Field): MessageName | undefined {
  return messageNames.find((name) => name === message);
}
