import { protoCamelCase } from "@bufbuild/protobuf/reflect";
import type { Field, Message } from "../descriptor/schema.ts";
import { NameScope } from "../names.ts";
import { capitalized } from "./names.ts";

/** Members that a view has besides its fields, or inherits from every object. */
const viewMembers = [
  "arena",
  "assign",
  "constructor",
  "free",
  "handle",
  "hasOwnProperty",
  "isLive",
  "isPrototypeOf",
  "lend",
  "propertyIsEnumerable",
  "toBinary",
  "toJSON",
  "toLocaleString",
  "toObject",
  "toString",
  "valueOf",
];

/** Properties of a message's view, by name in the schema. */
export type PropertyNames = {
  readonly field: (name: string) => string;
  readonly oneof: (name: string) => string;
};

/**
 * The property that a name of the schema becomes: lower camel case, as in protobuf's JSON, or the name as it is where
 * that would not be an identifier.
 *
 * @example propertyName("best_bid_2") === "bestBid2"
 */
export function propertyName(name: string): string {
  const camel = protoCamelCase(name);
  return /^[A-Za-z]/.test(camel) ? camel : name;
}

/**
 * Names the properties of a message in order of field number (a oneof at its lowest), so that a field with a new
 * highest number changes no name. One that would collide with a member of the view, or with what an earlier field
 * brings along, gets an underscore; what it brings along follows it.
 */
export function propertyNames(message: Message): PropertyNames {
  const scope = new NameScope(viewMembers);
  const fields = new Map<string, string>();
  const oneofs = new Map<string, string>();
  for (const field of message.fields) {
    if (field.rule.rule === "oneof" && !oneofs.has(field.rule.oneof)) {
      const name = field.rule.oneof;
      oneofs.set(
        name,
        scope.claim(propertyName(name), (property) => [`${property}Case`, `clear${capitalized(property)}`]),
      );
    }
    fields.set(
      field.name,
      scope.claim(propertyName(field.name), (property) => companions(field, property)),
    );
  }
  return { field: (name) => found(fields, name, message), oneof: (name) => found(oneofs, name, message) };
}

/** Members that a field has besides its property. */
function companions({ type, rule }: Field, property: string): string[] {
  if (rule.rule === "repeated" || rule.rule === "map") return [];
  if (type.kind === "message") {
    const verbs = rule.rule === "oneof" ? ["ensure"] : ["ensure", "clear"];
    return verbs.map((verb) => `${verb}${capitalized(property)}`);
  }
  return type.kind.endsWith("64") ? [`${property}AsBigInt`] : [];
}

function found(names: ReadonlyMap<string, string>, name: string, message: Message): string {
  const property = names.get(name);
  if (property === undefined) throw new RangeError(`${message.fullName} declares no ${name}`);
  return property;
}
