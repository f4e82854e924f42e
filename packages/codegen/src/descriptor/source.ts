import type {
  DescEnum,
  DescExtension,
  DescField,
  DescFile,
  DescMessage,
  DescOneof,
} from "@bufbuild/protobuf";
import type { SourceCodeInfo_Location } from "@bufbuild/protobuf/wkt";
import type { SourceLocation } from "./schema.ts";

/** Field numbers of descriptor.proto, of which the paths of SourceCodeInfo are made. */
const fileField = { package: 2, messageType: 4, enumType: 5, extension: 7, syntax: 12, edition: 14 } as const;
const messageField = {
  field: 2,
  nestedType: 3,
  enumType: 4,
  extensionRange: 5,
  extension: 6,
  oneofDecl: 8,
} as const;
const enumField = { value: 2 } as const;

export type DescribedElement = DescMessage | DescEnum | DescField | DescOneof | DescExtension;

/** Where the declarations of a file stand in its source, and their comments. */
export class Source {
  readonly #file: string;
  readonly #locations = new Map<string, SourceCodeInfo_Location>();

  constructor(file: DescFile) {
    this.#file = file.proto.name;
    for (const location of file.proto.sourceCodeInfo?.location ?? []) {
      this.#locations.set(location.path.join(), location);
    }
  }

  /** The `syntax` or `edition` statement, or the start of a file that has neither. */
  syntax(): SourceLocation {
    const stated = [fileField.syntax, fileField.edition].find((path) => this.#locations.has(String(path)));
    return stated === undefined ? { file: this.#file, line: 1, column: 1 } : this.#at([stated]);
  }

  locate(element: DescribedElement): SourceLocation {
    return this.#at(pathOf(element));
  }

  /** A value of an enum, by its place in the declaration. */
  locateValue(parent: DescEnum, index: number): SourceLocation {
    return this.#at([...pathOf(parent), enumField.value, index]);
  }

  /** An `extensions` statement of a message, by its place among them. */
  locateExtensionRange(parent: DescMessage, index: number): SourceLocation {
    return this.#at([...pathOf(parent), messageField.extensionRange, index]);
  }

  comment(element: DescribedElement): string {
    return this.#comment(pathOf(element));
  }

  packageComment(): string {
    return this.#comment([fileField.package]);
  }

  commentOfValue(parent: DescEnum, index: number): string {
    return this.#comment([...pathOf(parent), enumField.value, index]);
  }

  #at(path: readonly number[]): SourceLocation {
    const span = this.#locations.get(path.join())?.span;
    const [line, column] = span ?? [];
    if (line === undefined || column === undefined) return { file: this.#file, line: 0, column: 0 };
    return { file: this.#file, line: line + 1, column: column + 1 };
  }

  #comment(path: readonly number[]): string {
    const location = this.#locations.get(path.join());
    if (location === undefined) return "";
    return [location.leadingComments, location.trailingComments]
      .map(tidyComment)
      .filter((comment) => comment !== "")
      .join("\n\n");
  }
}

/** Removes the space that `// ` and ` * ` leave on each line, instructions to buf, and blank lines around. */
function tidyComment(comment: string): string {
  return comment
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map((line) => line.replace(/^ /, "").trimEnd())
    .filter((line) => !/^buf:lint:/.test(line))
    .join("\n")
    .replace(/^\n+|\n+$/g, "");
}

function pathOf(element: DescribedElement): number[] {
  switch (element.kind) {
    case "message":
      return element.parent
        ? [
            ...pathOf(element.parent),
            messageField.nestedType,
            element.parent.proto.nestedType.indexOf(element.proto),
          ]
        : [fileField.messageType, element.file.proto.messageType.indexOf(element.proto)];
    case "enum":
      return element.parent
        ? [
            ...pathOf(element.parent),
            messageField.enumType,
            element.parent.proto.enumType.indexOf(element.proto),
          ]
        : [fileField.enumType, element.file.proto.enumType.indexOf(element.proto)];
    case "extension":
      return element.parent
        ? [
            ...pathOf(element.parent),
            messageField.extension,
            element.parent.proto.extension.indexOf(element.proto),
          ]
        : [fileField.extension, element.file.proto.extension.indexOf(element.proto)];
    case "field":
      return [
        ...pathOf(element.parent),
        messageField.field,
        element.parent.proto.field.indexOf(element.proto),
      ];
    case "oneof":
      return [
        ...pathOf(element.parent),
        messageField.oneofDecl,
        element.parent.proto.oneofDecl.indexOf(element.proto),
      ];
  }
}
