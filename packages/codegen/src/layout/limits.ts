import type { Refusal } from "../descriptor/refusal.ts";
import type { Schema } from "../descriptor/schema.ts";
import { largestMessage } from "./size-class.ts";
import { layoutStruct } from "./struct.ts";

/** Type ids and indices of enums are 16 bits wide. */
const mostTypes = 65_535;

/** Refuses messages that do not fit into one block, and more messages or enums than there are ids. */
export function refuseBeyondLimits(schema: Schema): Refusal[] {
  const messages = schema.files.flatMap((file) => file.messages);
  const enums = schema.files.flatMap((file) => file.enums);
  const refusals: Refusal[] = [];
  for (const { fullName, fields, location } of messages) {
    const { size } = layoutStruct(fields);
    if (size > largestMessage) {
      refusals.push({
        location,
        reason: `message ${fullName} takes ${size} bytes, more than ${largestMessage}; move fields into sub-messages`,
      });
    }
  }
  for (const [declared, noun] of [
    [messages, "messages"],
    [enums, "enums"],
  ] as const) {
    const first = declared[mostTypes];
    if (first !== undefined) {
      refusals.push({
        location: first.location,
        reason: `the schema has ${declared.length} ${noun}, more than ${mostTypes}; generate it in parts`,
      });
    }
  }
  return refusals;
}
