import { type Field, type MessageName, messageFields, messageNames } from "../generated/content.ts";

/**
 * Calls `visit` with every scalar field of a message in order, then with those of its sub-messages, each with its value
 * and the message that holds it.
 */
export function visitFields(
  name: MessageName,
  message: object,
  visit: (field: Field, value: unknown, holder: object) => void,
): void {
  for (const field of messageFields[name]) {
    const value: unknown = Reflect.get(message, field.property);
    const inner = messageNames.find((other) => other === field.message);
    if (inner === undefined) {
      visit(field, value, message);
    } else if (Array.isArray(value)) {
      for (const element of value) visitFields(inner, element, visit);
    } else if (typeof value === "object" && value !== null) {
      visitFields(inner, value, visit);
    }
  }
}
