import type { MessageLayout } from "../../layout/schema.ts";
import type { FileScope } from "../file-scope.ts";
import type { PropertyNames } from "../properties.ts";

/** What a field, or a oneof as a whole, adds to the generated class and to its plain form. Lines are indented. */
export type FieldCode = {
  /** Its declaration in the interface of the plain object, and in that of `assign`. */
  readonly objectMember: readonly string[];
  readonly initMember: readonly string[];
  /** Accessors and methods of the class. */
  readonly members: readonly string[];
  /** Its name in the plain object, and the expression of its value there. */
  readonly property: string;
  readonly plain: string;
  /** Whether `plain` calls a function. */
  readonly calls: boolean;
  /** Whether `plain` needs the constants `slab` and `word`. */
  readonly readsStruct: boolean;
  /** Statements of `assign`. */
  readonly assign: readonly string[];
  /** Whether they need the constants `slab`, `slots`, `entry`, `generation` and `word`. */
  readonly assignsStruct: boolean;
  /** Constants that the members need beside the class. */
  readonly constants: readonly string[];
};

/** What the code of a field depends on besides the field. */
export type MessageContext = {
  readonly layout: MessageLayout;
  /** Name of the class. */
  readonly view: string;
  readonly properties: PropertyNames;
  readonly enumNumbers: (fullName: string) => readonly number[];
  readonly scope: FileScope;
};

/** The statement that every access starts with. */
export const refuseFreed =
  "    if (this.$slots[(this.$index & 65535) << 2] !== this.$generation) this.$refuse();";

/** The declarations of a property whose types fit on a line. */
export function plainMembers(
  property: string,
  objectType: string,
  initType: string,
): Pick<FieldCode, "objectMember" | "initMember"> {
  return {
    objectMember: [`  readonly ${property}: ${objectType};`],
    initMember: [`  readonly ${property}?: ${initType} | undefined;`],
  };
}
