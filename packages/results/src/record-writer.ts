import { closeSync, fdatasyncSync, ftruncateSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { AnyHeader, AnyRecord } from "./any-record.ts";
import { unwritable } from "./error.ts";
import { encodeLine } from "./line.ts";

/** The system calls that a writer makes on its open file. */
export type FileCalls = {
  write(descriptor: number, bytes: Buffer, offset: number, length: number, position: number): number;
  synchronise(descriptor: number): void;
  truncate(descriptor: number, length: number): void;
};

const fileCalls: FileCalls = {
  write: (descriptor, bytes, offset, length, position) =>
    writeSync(descriptor, bytes, offset, length, position),
  synchronise: fdatasyncSync,
  truncate: ftruncateSync,
};

/**
 * Writes one file of records, one by one. A record is on the disk when `append` returns; whatever kills the process after
 * that, the record stays. A write that fails is taken back, so that only the last line can be torn.
 */
export class RecordWriter<Following extends AnyRecord> {
  readonly path: string;
  readonly #calls: FileCalls;
  readonly #descriptor: number;
  #length = 0;
  #open = true;

  /**
   * Starts a file at `path`. An earlier file of that name is replaced at once, by one that already holds its header. Or
   * goes on with the file that is there, behind so many bytes of it; what follows them is cut off.
   *
   * @throws ResultError of kind "unwritable"
   */
  constructor(path: string, begin: AnyHeader | { readonly behind: number }, calls: FileCalls = fileCalls) {
    this.path = path;
    this.#calls = calls;
    if ("behind" in begin) {
      this.#descriptor = this.#reopen(begin.behind);
      this.#length = begin.behind;
      return;
    }
    const unfinished = join(dirname(path), `.${basename(path)}.${process.pid}.unfinished`);
    const line = encodeLine(begin);
    try {
      this.#descriptor = openSync(unfinished, "w");
    } catch (error) {
      throw unwritable(path, error);
    }
    try {
      this.#write(line);
      renameSync(unfinished, path);
    } catch (error) {
      this.close();
      rmSync(unfinished, { force: true });
      throw unwritable(path, error);
    }
  }

  /**
   * Appends records and waits, once for all of them, until the disk has them.
   *
   * @throws ResultError of kind "unwritable"; the records before it are kept, and appending may be tried again
   * @throws ZodError when the record is not one that could be read back
   */
  append(...following: Following[]): void {
    if (!this.#open) throw unwritable(this.path, new Error("the file has been closed"));
    const lines = following.map(encodeLine).join("\n");
    try {
      if (lines !== "") this.#write(lines);
    } catch (error) {
      throw unwritable(this.path, error);
    }
  }

  /** Closes the file; closing twice is fine. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    closeSync(this.#descriptor);
  }

  #reopen(behind: number): number {
    try {
      const descriptor = openSync(this.path, "r+");
      this.#calls.truncate(descriptor, behind);
      this.#calls.synchronise(descriptor);
      return descriptor;
    } catch (error) {
      throw unwritable(this.path, error);
    }
  }

  #write(lines: string): void {
    const bytes = Buffer.from(`${lines}\n`);
    try {
      let written = 0;
      while (written < bytes.length) {
        const rest = bytes.length - written;
        written += this.#calls.write(this.#descriptor, bytes, written, rest, this.#length + written);
      }
      this.#calls.synchronise(this.#descriptor);
    } catch (error) {
      this.#takeBack();
      throw error;
    }
    this.#length += bytes.length;
  }

  /** When even this fails, what is torn is still the end of the file: the next record is written over it. */
  #takeBack(): void {
    try {
      this.#calls.truncate(this.#descriptor, this.#length);
    } catch {
      return;
    }
  }
}
