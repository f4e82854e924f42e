import { closeSync, fdatasyncSync, ftruncateSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { unwritable } from "./error.ts";
import { ensureResultsFolder, resultFileName } from "./folder.ts";
import { encodeLine } from "./line.ts";
import type { ForkRecord, HeaderRecord } from "./record.ts";

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
 * Writes one result file, record by record. A record is on the disk when `append` returns; whatever kills the
 * process after that, the record stays. A write that fails is taken back, so that only the last line can be torn.
 */
export class ResultWriter {
  readonly path: string;
  readonly #calls: FileCalls;
  readonly #descriptor: number;
  #length = 0;
  #open = true;

  private constructor(path: string, descriptor: number, calls: FileCalls) {
    this.path = path;
    this.#descriptor = descriptor;
    this.#calls = calls;
  }

  /**
   * Starts the result file of the header's scenario and platform in `folder`, which is created when missing. An
   * earlier file of that name is replaced at once, by a file that already holds its header.
   *
   * @throws ResultError of kind "unwritable"
   */
  static create(folder: string, header: HeaderRecord, calls: FileCalls = fileCalls): ResultWriter {
    const platform = `${header.environment.platform}-${header.environment.runtime.name}`;
    const path = join(ensureResultsFolder(folder), resultFileName(header.scenario.name, platform));
    const unfinished = join(dirname(path), `.${header.scenario.name}.${process.pid}.unfinished`);
    const line = encodeLine(header);
    let descriptor: number;
    try {
      descriptor = openSync(unfinished, "w");
    } catch (error) {
      throw unwritable(path, error);
    }
    const writer = new ResultWriter(path, descriptor, calls);
    try {
      writer.#write(line);
      renameSync(unfinished, path);
    } catch (error) {
      writer.close();
      rmSync(unfinished, { force: true });
      throw unwritable(path, error);
    }
    return writer;
  }

  /**
   * Appends a record and waits until the disk has it.
   *
   * @throws ResultError of kind "unwritable"; the records before it are kept, and appending may be tried again
   * @throws ZodError when the record is not one that could be read back
   */
  append(fork: ForkRecord): void {
    if (!this.#open) throw unwritable(this.path, new Error("the file has been closed"));
    const line = encodeLine(fork);
    try {
      this.#write(line);
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

  #write(line: string): void {
    const bytes = Buffer.from(`${line}\n`);
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

  /** When even this fails, the torn line is still the last one: the next record is written over it. */
  #takeBack(): void {
    try {
      this.#calls.truncate(this.#descriptor, this.#length);
    } catch {
      return;
    }
  }
}
