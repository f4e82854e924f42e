import type { Arena, Slab } from "./arena.ts";

export abstract class MessageView {
  abstract readonly $slab: Slab;
  abstract readonly $slots: Int32Array;
  abstract readonly $index: number;
  abstract readonly $generation: number;
  abstract readonly $word: number;

  abstract free(): void;
  [Symbol.dispose](): void {
    this.free();
  }
  get handle(): number {
    return this.$index;
  }
  toBinary(): Uint8Array {
    throw new Error("the stand-in cannot encode");
  }
  get isLive(): boolean {
    return this.$slab.arena.live.has(this.$index);
  }
  get arena(): Arena {
    return this.$slab.arena;
  }
  $of(handle: number): this {
    if (handle !== this.$index) this.$refuse();
    return this;
  }
  $refuse(): never {
    throw new Error("stale");
  }
}

export type FieldType = {
  readonly name: string;
  readonly property: string;
  readonly number: number;
  readonly kind: string;
  readonly rule: string;
  readonly key?: string;
  readonly oneof?: string;
  readonly message?: () => MessageType;
  readonly enumValues?: readonly number[];
};

export type MessageType<View extends MessageView = MessageView> = {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  readonly sizeClass: number;
  readonly fields: readonly FieldType[];
  readonly view: () => MessageClass<View>;
};

export type MessageClass<View extends MessageView = MessageView> = {
  readonly type: MessageType<View>;
  create(arena: Arena): View;
  at(arena: Arena, handle: number): View;
  ofSlot(arena: Arena, index: number): View;
  ofChild(slab: Slab, slots: Int32Array, index: number, child: number): View;
};

export function announceViews(..._classes: readonly unknown[]): void {}
