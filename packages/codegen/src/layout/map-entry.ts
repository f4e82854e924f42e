import type { FieldType, MapKeyKind } from "../descriptor/schema.ts";
import { extentOf, roundUp } from "./kinds.ts";

/** An entry is a struct of key and value; the key stands at its start. */
export type MapEntryLayout = {
  /** Bytes from one entry to the next. */
  readonly stride: number;
  readonly valueOffset: number;
};

/** @example layoutMapEntry("bool", { kind: "double" }) // stride 16, value at 8 */
export function layoutMapEntry(keyKind: MapKeyKind, valueType: FieldType): MapEntryLayout {
  const key = extentOf({ kind: keyKind });
  const value = extentOf(valueType);
  const valueOffset = roundUp(key.size, value.alignment);
  return { stride: roundUp(valueOffset + value.size, Math.max(key.alignment, value.alignment)), valueOffset };
}
