/** An arena beside its model: live messages with their plain content, and handles that were freed. */

import { types } from "../../src/generated/index.ts";
import type { Arena } from "../../src/index.ts";
import { ArenaError, checksum, createArena } from "../../src/index.ts";
import type { MessageType } from "../../src/runtime/index.ts";
import { type AnyMessage, asAnyMessage, create } from "../any-message.ts";
import { type Content, pick, type Random, randomContent } from "../random-content.ts";
import { asContent, assignContent, countMessages, emptyContent, heldIn, typeOf } from "./content-model.ts";
import { changeField, expectEqual } from "./field-operations.ts";

type Root = { readonly type: MessageType; readonly handle: number; content: Content };

const mostRoots = 40;
const mostStale = 60;

export class ArenaModel {
  readonly #arena: Arena = createArena({ slabBytes: 2 ** 20 });
  #roots: Root[] = [];
  #stale: { readonly handle: number; readonly type: MessageType }[] = [];

  /** Does one operation. Returns what it was. */
  step(random: Random): string {
    const choice = random(0, 999);
    const root = this.#roots[random(0, Math.max(0, this.#roots.length - 1))];
    if (root === undefined || (choice < 40 && this.#roots.length < mostRoots)) return this.#create(random);
    if (choice < 80 || this.#roots.length > mostRoots) return this.#free(root, random);
    if (choice < 100) return this.#copyOverTheWire(root, random);
    if (choice < 107) return this.#fill(root, random);
    if (choice < 125) return this.#allocateBatch(random);
    if (choice < 133) return this.#freeBatch(random);
    if (choice < 150) return this.#probe(random);
    if (choice < 165) return this.#assign(root, random);
    if (choice < 167) return this.#reset();
    return this.#change(root, random);
  }

  /** Everything against the model: the ledger, the audit, and `samples` messages field by field. */
  check(random: Random, samples: number): void {
    const counts: number[] = [];
    for (const { type, content } of this.#roots) countMessages(type, content, counts);
    const expected = types.flatMap(({ id, name }) => {
      const live = counts[id] ?? 0;
      return live === 0 ? [] : [[name, live]];
    });
    const ledger = this.#arena.ledger().map(({ type, liveMessages }) => [type, liveMessages]);
    expectEqual(ledger, expected, "the ledger");
    expectEqual(this.#arena.audit().disagreements, [], "the audit");
    for (let sample = 0; sample < samples && this.#roots.length > 0; sample++)
      this.#compare(pick(random, this.#roots));
  }

  /** Compares all, frees all, and looks for what is left. */
  finish(random: Random): void {
    this.check(random, 0);
    for (const root of this.#roots) {
      this.#compare(root);
      this.#view(root).free();
    }
    this.#roots = [];
    this.check(random, 0);
    const { types: left, leakedBlocks } = this.#arena.audit();
    expectEqual([left, leakedBlocks], [[], 0], "what is left");
  }

  #view(root: Root): AnyMessage {
    return asAnyMessage(root.type.view().at(this.#arena, root.handle));
  }

  #compare(root: Root): void {
    const view = this.#view(root);
    expectEqual(view.toObject(), root.content, root.type.name);
    expectEqual(
      this.#arena.native.checksum(root.handle),
      checksum(view, root.type),
      `checksum of ${root.type.name}`,
    );
  }

  #create(random: Random): string {
    const type = pick(random, types);
    const { handle } = create(this.#arena, type);
    this.#roots.push({ type, handle, content: emptyContent(type) });
    return `create ${type.name}`;
  }

  #free(root: Root, random: Random): string {
    if (random(0, 1) === 0) this.#view(root).free();
    else this.#arena.native.free(root.handle);
    this.#forget([root]);
    return `free ${root.type.name}`;
  }

  #forget(gone: readonly Root[]): void {
    this.#roots = this.#roots.filter((root) => !gone.includes(root));
    this.#stale.push(...gone);
    this.#stale.splice(0, Math.max(0, this.#stale.length - mostStale));
  }

  #copyOverTheWire(root: Root, random: Random): string {
    if (this.#roots.length > mostRoots) return "nothing";
    const bytes = this.#view(root).toBinary();
    const copy = root.type.view().fromBinary(this.#arena, bytes);
    const content = structuredClone(root.content);
    this.#roots.push({ type: root.type, handle: copy.handle, content });
    if (random(0, 3) === 0) expectEqual(copy.toBinary(), bytes, `the wire bytes of ${root.type.name}`);
    return `copy ${root.type.name}`;
  }

  #fill(root: Root, random: Random): string {
    this.#arena.native.fill(root.handle, random(0, 1e6), { maximumDepth: random(1, 3) });
    root.content = this.#view(root).toObject();
    this.#compare(root);
    return `fill ${root.type.name}`;
  }

  #allocateBatch(random: Random): string {
    const type = pick(random, types);
    const handles = new Float64Array(random(0, 6));
    this.#arena.native.allocateBatch(type.id, handles);
    for (const handle of handles) this.#roots.push({ type, handle, content: emptyContent(type) });
    return `allocate ${handles.length} ${type.name}`;
  }

  #freeBatch(random: Random): string {
    const start = random(0, this.#roots.length);
    const gone = this.#roots.slice(start, start + random(0, 5));
    this.#arena.native.freeBatch(Float64Array.from(gone, ({ handle }) => handle));
    this.#forget(gone);
    return `free ${gone.length} from ${start}`;
  }

  #probe(random: Random): string {
    if (this.#stale.length === 0) return "nothing";
    const { handle, type } = pick(random, this.#stale);
    const probe = pick(random, [
      () => type.view().at(this.#arena, handle),
      () => this.#arena.native.free(handle),
      () => this.#arena.native.freeBatch(Float64Array.of(handle)),
      () => this.#arena.native.checksum(handle),
      () => this.#arena.native.encode(handle),
      () => this.#arena.native.fill(handle, 1),
    ]);
    let found: unknown = "nothing";
    try {
      probe();
    } catch (error) {
      found = error instanceof ArenaError ? error.code : error;
    }
    expectEqual(found, "STALE_HANDLE", `a freed ${type.name}`);
    return `probe ${type.name}`;
  }

  #assign(root: Root, random: Random): string {
    const view = this.#view(root);
    const init = randomContent(root.type, random, 1);
    view.assign(init);
    assignContent(root.type, root.content, init);
    return `assign ${root.type.name}`;
  }

  #reset(): string {
    this.#arena.reset();
    this.#forget(this.#roots);
    return "reset";
  }

  /** Changes a field of a message or of one inside it. */
  #change(root: Root, random: Random): string {
    let [view, content, type, path] = [this.#view(root), root.content, root.type, root.type.name];
    for (let level = 0; level < 3 && random(0, 2) > 0; level++) {
      const inner = enter(view, content, type, random);
      if (inner === undefined) break;
      ({ view, content, type } = inner);
      path += inner.path;
    }
    if (type.fields.length === 0) return "nothing";
    return `${path}: ${changeField(view, content, pick(random, type.fields), random)}`;
  }
}

type Inside = {
  readonly view: AnyMessage;
  readonly content: Content;
  readonly type: MessageType;
  readonly path: string;
};

/** A message inside a field of another, if a field taken at random has one. */
function enter(view: AnyMessage, content: Content, type: MessageType, random: Random): Inside | undefined {
  const fields = type.fields.filter(({ kind }) => kind === "message");
  if (fields.length === 0) return undefined;
  const field = pick(random, fields);
  const held = heldIn(field, content);
  const inner: unknown = Reflect.get(view, field.property);
  const at = (found: unknown, model: unknown, place: string): Inside => ({
    view: asAnyMessage(Object(found)),
    content: asContent(model),
    type: typeOf(field),
    path: `.${field.property}${place}`,
  });
  if (Array.isArray(held)) {
    if (held.length === 0) return undefined;
    const position = random(0, held.length - 1);
    return at(
      Reflect.apply(Reflect.get(Object(inner), "at"), inner, [position]),
      held[position],
      `[${position}]`,
    );
  }
  if (held instanceof Map) {
    if (held.size === 0) return undefined;
    const [key, value] = pick(random, [...held]);
    return at(Reflect.apply(Reflect.get(Object(inner), "get"), inner, [key]), value, "{}");
  }
  return held === undefined ? undefined : at(inner, held, "");
}
