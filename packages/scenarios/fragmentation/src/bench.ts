import { type Fragmentation, fragmentation, type MemorySnapshot } from "@strait/analysis/fragmentation";
import type { CaseContext, Check } from "@strait/harness";
import { type Arena, checkLedgerAtZero } from "@strait/native";
import { MemoryBlock } from "@strait/native/stress/memory_blocks";
import { type CookieBlock, isIntact, writeBlock } from "./cookie-block.ts";
import { snapshotOf } from "./snapshot.ts";

/** What a workload left behind when it had freed everything. */
export type Outcome = Fragmentation & {
  /** The same with what is kept after a trim. */
  readonly trimmed: number;
  /** Page maps, slots and control blocks, as a share of what was held at the peak. */
  readonly metadata: number;
  /** Page maps, as a share of the slabs. */
  readonly pageMaps: number;
};

/** An arena under a workload: keeps count of what was asked for, and looks at the memory over time. */
export class Bench {
  readonly arena: Arena;
  readonly live: Set<CookieBlock> = new Set();
  readonly #plot: CaseContext["plot"];
  readonly #residentBefore: number;
  readonly #during: MemorySnapshot[] = [];
  #requested = 0;
  #cookie = 0;
  #verified = 0;
  #broken = 0;
  #miscounts: string[] = [];
  #metadata = 0;
  #peak = 0;

  constructor(arena: Arena, { plot }: Pick<CaseContext, "plot">) {
    this.arena = arena;
    this.#plot = plot;
    this.#residentBefore = process.memoryUsage.rss();
  }

  /** Bytes that live blocks asked for: content and struct. */
  get requested(): number {
    return this.#requested;
  }

  /** Bytes that the arena holds of the system's memory. */
  get held(): number {
    return this.arena.memoryUse().heldBytes;
  }

  /** A block of `bytes` bytes of content, written by JavaScript and by Rust in turn. */
  allocate(bytes: number): CookieBlock {
    const cookie = ++this.#cookie;
    const block = writeBlock(this.arena, cookie % 2 === 0 ? "rust" : "javascript", cookie, bytes);
    this.live.add(block);
    this.#requested += bytes + MemoryBlock.type.size;
    return block;
  }

  /** Frees a block, after the language that did not write it has read all of it. */
  free(block: CookieBlock): void {
    this.#verified++;
    if (!isIntact(block)) this.#broken++;
    this.live.delete(block);
    this.#requested -= block.bytes + MemoryBlock.type.size;
    block.view.free();
  }

  freeAll(): void {
    for (const block of this.live) this.free(block);
  }

  /** Looks at the memory: for the figures, and for the timelines of the record. */
  look(): void {
    const use = this.arena.memoryUse();
    const resident = process.memoryUsage.rss();
    this.#during.push(snapshotOf(use, this.#requested, resident));
    this.#plot("live bytes", this.#requested);
    this.#plot("held bytes", use.heldBytes);
    if (use.heldBytes > this.#peak) {
      this.#peak = use.heldBytes;
      this.#metadata = (use.pageMapBytes + use.slotBytes + use.controlBytes) / use.heldBytes;
    }
    this.#compare(use.extents.reduce((sum, { usedBytes }) => sum + usedBytes, 0));
  }

  /** Looks once more, frees everything, trims, and says what the figures come to. */
  finish(): Outcome {
    this.look();
    this.freeAll();
    const ended = this.arena.memoryUse();
    const freed = fragmentation({
      residentBefore: this.#residentBefore,
      during: this.#during,
      afterFreeAll: snapshotOf(ended, this.#requested, null),
    });
    this.arena.trim();
    const after = this.arena.memoryUse();
    this.#plot("held bytes", after.heldBytes);
    this.#plot("live bytes", this.#requested);
    if (freed === null) throw new Error("no look at the workload was of use");
    this.#miscounts.push(...freed.warnings);
    return {
      ...freed,
      trimmed: after.heldBytes / this.#peak,
      metadata: this.#metadata,
      pageMaps: ended.pageMapBytes / ended.slabBytes,
    };
  }

  /** That every block was as it was written, that nothing is left, and that allocator and workload agree on what lived. */
  checks(): Check[] {
    return [
      {
        name: "cookies are intact",
        passed: this.#broken === 0 && this.#verified > 0,
        detail: `${this.#broken} of ${this.#verified} blocks were not as they were written when the other language read them`,
      },
      {
        name: "memory is accounted for",
        passed: this.#miscounts.length === 0 && this.#during.length > 0,
        detail: this.#miscounts[0] ?? `page maps, free lists and ledger agreed ${this.#during.length} times`,
      },
      checkLedgerAtZero(this.arena),
    ];
  }

  /** Page maps and free lists against the ledger, which is kept apart from them. */
  #compare(used: number): void {
    const slots = this.arena.ledger().reduce((sum, { liveMessages }) => sum + 16 * liveMessages, 0);
    const ledger = this.arena.liveBytes() - slots;
    if (used === ledger && used >= this.#requested) return;
    this.#miscounts.push(
      `blocks of ${used} bytes are not on a free list, the ledger counts ${ledger}, ${this.#requested} were asked for`,
    );
  }
}
