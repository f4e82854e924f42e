import type { Arena, Slab } from "./arena.ts";
import { content, setContent } from "./content.ts";
import type { MessageClass, MessageView } from "./message-view.ts";

/** What a list or a map holds, as a JavaScript array behind its span. */
class Stored<Element> implements Iterable<Element> {
  protected readonly slab: Slab;
  readonly #word: number;

  constructor(
    slab: Slab,
    _slots: Int32Array,
    _index: number,
    _generation: number,
    word: number,
    _typeId: number,
  ) {
    this.slab = slab;
    this.#word = word;
  }

  toArray(): Element[] {
    const elements = this.slab.u32[this.#word] === 0 ? [] : content(this.slab, this.#word);
    return Array.isArray(elements) ? elements : [];
  }
  $toArray(): Element[] {
    return this.toArray();
  }
  [Symbol.iterator](): Iterator<Element> {
    return this.toArray()[Symbol.iterator]();
  }
  protected store(elements: Element[]): void {
    setContent(this.slab, this.#word, elements);
  }
}

class RepeatedValue<Element> extends Stored<Element> {
  assign(values: Iterable<Element>): void {
    this.store([...values]);
  }
}
export class RepeatedDouble extends RepeatedValue<number> {}
export class RepeatedFloat extends RepeatedValue<number> {}
export class RepeatedInt32 extends RepeatedValue<number> {}
export class RepeatedUint32 extends RepeatedValue<number> {}
export class RepeatedInt64 extends RepeatedValue<number | bigint> {}
export class RepeatedUint64 extends RepeatedValue<number | bigint> {}
export class RepeatedBool extends RepeatedValue<boolean> {}
export class RepeatedString extends RepeatedValue<string> {}
export class RepeatedBytes extends RepeatedValue<Uint8Array> {}
export class RepeatedEnum<Value extends number> extends RepeatedValue<Value> {}

type Assignable<Init> = MessageView & { assign(init: Init): unknown };

function made<View extends Assignable<Init>, Init>(arena: Arena, view: MessageClass<View>, init: Init): View {
  const message = view.create(arena);
  message.assign(init);
  return message;
}

export class RepeatedMessage<View extends Assignable<Init>, Init> extends Stored<View> {
  readonly #view: MessageClass<View>;

  constructor(
    slab: Slab,
    slots: Int32Array,
    index: number,
    generation: number,
    word: number,
    typeId: number,
    view: MessageClass<View>,
  ) {
    super(slab, slots, index, generation, word, typeId);
    this.#view = view;
  }
  assign(values: Iterable<Init>): void {
    this.store(Array.from(values, (init) => made(this.slab.arena, this.#view, init)));
  }
}

/** One half of a map entry: how what is written becomes what is read. */
export type EntryPart<Value, Written = Value> = (arena: Arena, value: Written) => Value;

export type MapEntry<Key, Value, Written = Value> = {
  readonly key: EntryPart<Key>;
  readonly value: EntryPart<Value, Written>;
  readonly stride: number;
  readonly valueOffset: number;
};

const number: EntryPart<number> = (_arena, value) => value;
const integer64: EntryPart<number | bigint> = (_arena, value) => value;
const bool: EntryPart<boolean> = (_arena, value) => value;
const string: EntryPart<string> = (_arena, value) => value;
const bytes: EntryPart<Uint8Array> = (_arena, value) => value;
export const entryPart = {
  double: number,
  float: number,
  int32: number,
  sint32: number,
  sfixed32: number,
  uint32: number,
  fixed32: number,
  int64: integer64,
  sint64: integer64,
  sfixed64: integer64,
  uint64: integer64,
  fixed64: integer64,
  bool,
  string,
  bytes,
} as const;
export function enumPart<Value extends number>(): EntryPart<Value> {
  return (_arena, value) => value;
}
export function messagePart<View extends Assignable<Init>, Init>(
  view: () => MessageClass<View>,
): EntryPart<View, Init> {
  return (arena, init) => made(arena, view(), init);
}

export class MapView<Key extends string | number | bigint | boolean, Value, Written = Value> extends Stored<
  [Key, Value]
> {
  readonly #entry: MapEntry<Key, Value, Written>;

  constructor(
    slab: Slab,
    slots: Int32Array,
    index: number,
    generation: number,
    word: number,
    typeId: number,
    entry: MapEntry<Key, Value, Written>,
  ) {
    super(slab, slots, index, generation, word, typeId);
    this.#entry = entry;
  }
  $entries(): [Key, Value][] {
    return this.toArray();
  }
  assign(entries: Iterable<readonly [Key, Written]>): void {
    const value = this.#entry.value;
    this.store(Array.from(entries, ([key, written]) => [key, value(this.slab.arena, written)]));
  }
}
