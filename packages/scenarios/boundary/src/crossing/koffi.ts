import koffi, { type TypeObject } from "koffi";
import { addonFile } from "../addon.ts";
import { type Field, type MessageName, messageFields, messageNames } from "../generated/content.ts";
import { type Received, readers } from "../generated/read/koffi.ts";
import { type Crossing, lane, messageNumber } from "./crossing.ts";

const library = koffi.load(addonFile);
const kinds = { int32: "int32_t", int64: "int64_t", double: "double", bool: "bool", string: "str" } as const;

const structs = defineStructs();
const release = library.func("void strait_race_release(uint32_t message, void *answers, uint32_t count)");

/** C structs through a C ABI: koffi encodes objects into structs, and decodes the answers. A batch is an array. */
export const koffiStructs: Crossing = {
  name: "koffi",
  limits: { zeroCharacter: "text in C ends at its first zero byte" },
  prepare(name, content) {
    const number = messageNumber(name);
    const questions = "messages" in content ? content.messages : [content];
    const count = questions.length;
    const struct = structs[elementOf(name)];
    // koffi has no arrays of none.
    const array = koffi.array(struct, Math.max(count, 1));
    const exchange = library.func("strait_race_exchange", "void *", [
      "uint32_t",
      koffi.pointer(struct),
      "uint32_t",
    ]);
    const send = () => {
      const answers = exchange(number, questions, count);
      const decoded = count === 0 ? [] : koffi.decode(answers, array);
      if (struct === structs.ChainLink) for (const chain of decoded) decodeChain(chain);
      release(number, answers, count);
      return "messages" in content ? { messages: decoded } : decoded[0];
    };
    return lane(send, readers[name]);
  },
};

/** koffi leaves a pointer in a struct to its reader: each link is decoded on its own. */
function decodeChain(first: Received["ChainLink"]): void {
  for (let link: Received["ChainLink"] | undefined = first; link?.next; link = link.next) {
    link.next = koffi.decode(link.next, structs.ChainLink);
  }
}

/** The message that a batch is made of, or the message itself. */
function elementOf(name: MessageName): MessageName {
  const [first] = messageFields[name];
  const element = messageNames.find((other) => first?.kind === "list" && other === first.message);
  return element ?? name;
}

function defineStructs(): Readonly<Record<MessageName, TypeObject>> {
  const member = ({ property, kind }: Field) => [
    property,
    kind === "child" || kind === "list" ? "Link *" : kinds[kind],
  ];
  const define = (name: MessageName, as: string) =>
    koffi.struct(as, Object.fromEntries(messageFields[name].map(member)));
  // The links of a chain refer to their own type. koffi 3.3 takes the size of a type that a pointer names before it is
  // complete as 0, and crashes on an array of it: what stands in arrays is a struct of its own with the same members.
  define("ChainLink", "Link");
  return Object.fromEntries(messageNames.map((name) => [name, define(name, name)])) as Record<
    MessageName,
    TypeObject
  >;
}
