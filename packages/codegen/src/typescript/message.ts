import type { MessageLayout, SchemaLayout } from "../layout/schema.ts";
import { documentation } from "./documentation.ts";
import { type FieldCode, type MessageContext, refuseFreed } from "./fields/field-code.ts";
import { fieldsOf } from "./fields/fields-of.ts";
import type { FileScope } from "./file-scope.ts";
import { messageType } from "./message-type.ts";
import type { MessageNames } from "./names.ts";
import { propertyNames } from "./properties.ts";

/** Doubles up to which `create` clears a struct store by store instead of in a loop. */
const mostStores = 16;

/**
 * The view class of a message and the interfaces of its plain form.
 *
 * `toObject` calls what it has to before it makes the object: V8 takes an object that was there during a call for one that
 * may be old, and then looks at every store into it (490 ns with 100 fields of five kinds, against 460).
 */
export function message(layout: MessageLayout, schema: SchemaLayout, scope: FileScope): string[] {
  const names = scope.message(layout.message.fullName);
  const properties = propertyNames(layout.message);
  const enumNumbers = (fullName: string) => schema.enum(fullName).numbers;
  const context: MessageContext = { layout, view: names.view, properties, enumNumbers, scope };
  const fields = fieldsOf(context);
  // Copies of the others are counted where they are referred to.
  const holdsOthers = layout.fields.some(
    ({ field, placement }) =>
      field.type.kind === "message" || placement.rule === "repeated" || placement.rule === "map",
  );
  const readsStruct = fields.some((field) => field.readsStruct);
  return [
    ...fields.flatMap(({ constants }) => (constants.length === 0 ? [] : [...constants, ""])),
    `/** What {@link ${names.view}.toObject} returns. */`,
    ...interfaceOf(
      names.object,
      fields.flatMap(({ objectMember }) => objectMember),
    ),
    "",
    `/** What {@link ${names.view}.assign} accepts; what is missing or undefined stays as it is. */`,
    ...interfaceOf(
      names.init,
      fields.flatMap(({ initMember }) => initMember),
    ),
    "",
    ...shapeOf(names, fields, scope),
    ...documentation(layout.message),
    `export class ${names.view} extends ${scope.runtime("MessageView")} {`,
    ...messageType(context),
    "",
    ...constructorOf(layout, scope),
    "",
    ...allocation(layout, names.view, scope),
    ...fields.flatMap(({ members }) => ["", ...members]),
    "",
    "  /** A copy of everything as a plain object. */",
    `  toObject(): ${names.object} {`,
    `    ${scope.runtime("beginCopy")}(this.$slab.arena);`,
    "    return this.$toObject();",
    "  }",
    "",
    "  /** The same as a part of a copy that has begun. */",
    `  $toObject(): ${names.object} {`,
    refuseFreed,
    ...(holdsOthers ? [`    ${scope.runtime("countCopied")}(this.$slab.arena, ${layout.size});`] : []),
    ...(readsStruct ? ["    const slab = this.$slab;", "    const word = this.$word;"] : []),
    ...(fields.length === 0
      ? ["    return {};"]
      : [
          ...fields
            .filter(({ calls }) => calls)
            .map(({ property, plain }) => `    const $${property} = ${plain};`),
          `    const copy = new ${names.shape}();`,
          ...fields.map(
            ({ property, plain, calls }) => `    copy.${property} = ${calls ? `$${property}` : plain};`,
          ),
          "    return copy;",
        ]),
    "  }",
    "",
    "  /** Sets what `init` has; lists and maps are replaced, sub-messages assigned into. */",
    `  assign(${fields.length === 0 ? "_init" : "init"}: ${names.init}): this {`,
    ...(fields.some((field) => field.assignsStruct) ? assignLocals : []),
    ...fields.flatMap(({ assign }) => assign),
    "    return this;",
    "  }",
    "}",
  ];
}

/** What `assign` takes from the view once; the check stays with every field, because reading `init` may run any code. */
const assignLocals = [
  "    const slab = this.$slab;",
  "    const slots = this.$slots;",
  "    const entry = (this.$index & 65535) << 2;",
  "    const generation = this.$generation;",
  "    const word = this.$word;",
];

/** The constructor of the plain objects. `plainShape` says what it is for. */
function shapeOf({ shape, object }: MessageNames, fields: readonly FieldCode[], scope: FileScope): string[] {
  if (fields.length === 0) return [];
  return [
    `const ${shape} = ${scope.runtime("plainShape")}<${object}>(function () {`,
    "  if (false) {",
    ...fields.map(({ property }) => `    this.${property} = 0;`),
    "  }",
    "});",
    "",
  ];
}

function interfaceOf(name: string, members: readonly string[]): string[] {
  return members.length === 0
    ? [`export interface ${name} {}`]
    : [`export interface ${name} {`, ...members, "}"];
}

/**
 * A constructor of its own, although all do the same: one that all classes share stores into objects of every shape,
 * which engines compile to slow, general code. `$child` is the view of the sub-message that was read last.
 */
function constructorOf(layout: MessageLayout, scope: FileScope): string[] {
  const hasChild = layout.fields.some(
    ({ field, placement }) =>
      field.type.kind === "message" && placement.rule !== "repeated" && placement.rule !== "map",
  );
  const parts = [
    ["slab", scope.runtimeType("Slab")],
    ["slots", scope.global("Int32Array")],
    ["index", "number"],
    ["generation", "number"],
    ["word", "number"],
  ];
  return [
    ...parts.map(([name, type]) => `  declare readonly $${name}: ${type};`),
    ...(hasChild ? [`  declare $child: ${scope.runtimeType("MessageView")} | undefined;`] : []),
    "",
    `  constructor(${parts.map(([name, type]) => `${name}: ${type}`).join(", ")}) {`,
    "    super();",
    ...parts.map(([name]) => `    this.$${name} = ${name};`),
    ...(hasChild ? ["    this.$child = undefined;"] : []),
    "  }",
  ];
}

/** How views of the message come into being and end. */
function allocation(
  { message: declared, typeId, size, sizeClass }: MessageLayout,
  view: string,
  scope: FileScope,
): string[] {
  const arena = scope.runtimeType("Arena");
  const int32Array = scope.global("Int32Array");
  const bytes = scope.global("Uint8Array");
  const doubles = size / 8;
  const clear =
    doubles > mostStores
      ? [`    view.$slab.zero(view.$word, ${size / 4});`]
      : [
          "    const f64 = view.$slab.f64;",
          "    const start = view.$word >> 1;",
          ...Array.from(
            { length: doubles },
            (_, index) => `    f64[start${index === 0 ? "" : ` + ${index}`}] = 0;`,
          ),
        ];
  return [
    "  /** Allocates one with every field at its default. End it with `free()` or `using`. */",
    `  static create(arena: ${arena}): ${view} {`,
    `    const view = ${view}.ofSlot(arena, arena.takeSlot(${sizeClass}, ${typeId}));`,
    ...clear,
    "    return view;",
    "  }",
    "",
    `  /** The live ${declared.name} that a handle names. Throws ArenaError when it names none. */`,
    `  static at(arena: ${arena}, handle: number): ${view} {`,
    `    return ${view}.ofSlot(arena, arena.resolve(handle, ${typeId})).$of(handle);`,
    "  }",
    "",
    `  /** A new ${declared.name} from protobuf's wire bytes. Throws MALFORMED with the byte where, or TOO_DEEP. */`,
    `  static fromBinary(arena: ${arena}, bytes: ${bytes}): ${view} {`,
    `    const handle = arena.native.decode(${typeId}, bytes);`,
    `    return ${view}.ofSlot(arena, ${scope.runtime("slotOf")}(handle)).$of(handle);`,
    "  }",
    "",
    `  /** The view of a slot that is known to hold a live ${declared.name}. */`,
    `  static ofSlot(arena: ${arena}, index: number): ${view} {`,
    `    const slots = arena.slotChunks[index >>> 16] as ${int32Array};`,
    "    const entry = (index & 65535) << 2;",
    "    const address = slots[entry + 2] as number;",
    `    const slab = arena.slabs[address >>> arena.addressShift] as ${scope.runtimeType("Slab")};`,
    `    return new ${view}(slab, slots, index, slots[entry] as number, (address - slab.firstAddress) << 1);`,
    "  }",
    "",
    `  /** The view of the ${declared.name} in slot \`child\`, which the message in slot \`index\` owns: mostly a neighbour. */`,
    `  static ofChild(slab: ${scope.runtimeType("Slab")}, slots: ${int32Array}, index: number, child: number): ${view} {`,
    "    const entry = (child & 65535) << 2;",
    "    const offset = (slots[entry + 2] as number) - slab.firstAddress;",
    "    if ((child ^ index) >>> 16 !== 0 || offset >>> 0 >= slab.addresses) {",
    `      return ${view}.ofSlot(slab.arena, child);`,
    "    }",
    `    return new ${view}(slab, slots, child, slots[entry] as number, offset << 1);`,
    "  }",
    "",
    "  override free(): void {",
    `    this.$slab.arena.releaseSlot(this.$slots, this.$index, this.$generation, ${sizeClass}, ${typeId});`,
    "  }",
  ];
}
