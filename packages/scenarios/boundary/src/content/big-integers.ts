import { type Content, copies, type MessageName } from "../generated/content.ts";

/** A copy whose 64-bit integers are bigints, for libraries that hold them so. */
export function withBigInts<Name extends MessageName>(name: Name, content: Content[Name]): Content[Name] {
  return copies[name](content, BigInt);
}
