import type { MessageType } from "@strait/native/runtime";
import protobufjs from "protobufjs";

/** A message of scalars for protobufjs, with the same property names as the view. It generates its codec at run time. */
export function typeForProtobufjs({ name, fields }: MessageType): protobufjs.Type {
  const type = new protobufjs.Type(name.slice(name.lastIndexOf(".") + 1));
  for (const { property, number, kind } of fields) type.add(new protobufjs.Field(property, number, kind));
  new protobufjs.Root().add(type);
  return type;
}
