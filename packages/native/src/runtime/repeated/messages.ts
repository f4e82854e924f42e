import { clearChild, discardChild, makeChild, type NewChild, takeChild } from "../child.ts";
import { byteAt, slabAt } from "../data-block.ts";
import type { MessageClass } from "../message-type.ts";
import type { Slab } from "../slab.ts";
import type { MessageView } from "../view.ts";
import { Repeated } from "./repeated.ts";

/** Messages that live inside the repeated field: made by `add` and `push`, read through views, freed by `clear`. */
export class RepeatedMessage<
  View extends MessageView & { assign(init: Init): unknown },
  Init,
> extends Repeated<View, Init> {
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

  /** Appends a message with every field at its default and returns its view. */
  add(): View {
    const length = this.length;
    const arena = this.slab.arena;
    this.reserve(length + 1);
    const child = takeChild(arena, this.slots, this.index, this.#view.type);
    this.#store(length, child);
    this.slab.u32[this.word + 1] = length + 1;
    return this.#view.ofSlot(arena, child);
  }

  override push(init: Init): void {
    this.check();
    const child = this.#make(init);
    this.#orDiscard(child, () => {
      const length = this.length;
      this.reserve(length + 1);
      this.#store(length, child.index);
      this.slab.u32[this.word + 1] = length + 1;
    });
  }

  override set(index: number, init: Init): void {
    this.home(index);
    const child = this.#make(init);
    this.#orDiscard(child, () => {
      const home = this.home(index);
      this.release(home, this.start(home) + index * 4);
      this.#store(index, child.index);
    });
  }

  /** A new message with the content of `init`, whose getters may do anything to this field meanwhile. */
  #make(init: Init): NewChild {
    return makeChild(this.slab.arena, this.slots, this.index, this.#view, init);
  }

  #orDiscard(child: NewChild, place: () => void): void {
    try {
      place();
    } catch (error) {
      discardChild(this.slab.arena, child);
      throw error;
    }
  }

  #store(position: number, child: number): void {
    const address = this.slab.u32[this.word] as number;
    const home = slabAt(this.slab.arena, address);
    home.u32[(byteAt(home, address) >> 2) + position] = child;
  }

  protected override get elementBytes(): number {
    return 4;
  }

  protected override get ownsElements(): boolean {
    return true;
  }

  protected override read(home: Slab, byte: number): View {
    return this.#view.ofChild(this.slab, this.slots, this.index, home.u32[byte >> 2] as number);
  }

  protected override release(home: Slab, byte: number): void {
    clearChild(home, byte >> 2);
  }
}
