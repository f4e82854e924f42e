import { closeSync, existsSync, openSync, readSync } from "node:fs";
import { resolve } from "node:path";
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from "@duckdb/node-api";
import { z } from "zod";
import { databaseError, HistoryError } from "./error.ts";
import type { Measurement, Point, Series } from "./measurement.ts";
import { type Added, storeMeasurements } from "./store.ts";
import { createTables, tablesVersion } from "./tables.ts";

const seriesRow = z.strictObject({
  id: z.int(),
  scenario: z.string(),
  case: z.string(),
  metric: z.string(),
  size: z.number().nullable(),
  branch: z.string(),
  machine: z.string(),
  runtime: z.string(),
  unit: z.string(),
  better: z.enum(["lower", "higher"]).nullable(),
});

/** By column, because a hundred thousand rows take seconds to check one by one. */
const pointColumns = z.strictObject({
  series: z.array(z.int()),
  run: z.array(z.string()),
  commit: z.array(z.string().nullable()),
  dirty: z.array(z.boolean()),
  at: z.array(z.number()),
  value: z.array(z.number()),
  low: z.array(z.number().nullable()),
  high: z.array(z.number().nullable()),
});

/**
 * Measurements of many runs in one DuckDB file. One process at a time may have it open.
 *
 * @example
 * using history = await History.open("history.duckdb", "write");
 * await history.add(measurementsOfResults(readResultFile("results/wide.linux-x64-node26.jsonl"), { branch: "main" }));
 */
export class History {
  readonly path: string;
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;

  private constructor(path: string, instance: DuckDBInstance, connection: DuckDBConnection) {
    this.path = path;
    this.#instance = instance;
    this.#connection = connection;
  }

  /**
   * Opens a history. To write, a file that is missing is made; its folder must be there.
   *
   * @throws HistoryError when there is none to read, another process has it open, or the file is something else
   */
  static async open(file: string, access: "read" | "write"): Promise<History> {
    const path = resolve(file);
    if (access === "read" && !existsSync(path)) {
      throw new HistoryError("missing", path, "there is no history", "make one with `strait history add`");
    }
    let history: History | null = null;
    try {
      requireDatabase(path);
      const instance = await DuckDBInstance.create(path, {
        access_mode: access === "read" ? "READ_ONLY" : "READ_WRITE",
        // A history needs no other file, and a hostile one gets none.
        enable_external_access: "false",
      });
      history = new History(path, instance, await instance.connect());
      await history.#recognise(access);
      return history;
    } catch (error) {
      history?.[Symbol.dispose]();
      throw error instanceof HistoryError ? error : databaseError(path, error);
    }
  }

  /**
   * Adds measurements in one transaction, all or none. What a run has already given to a series is not added again.
   *
   * @throws HistoryError when a measurement is invalid or the file cannot be written
   */
  async add(measurements: readonly Measurement[]): Promise<Added> {
    return this.#guarded(() => storeMeasurements(this.#connection, this.path, measurements));
  }

  /** Every series, by name. */
  async series(): Promise<Series[]> {
    const rows = await this.#rows(
      `SELECT id, scenario, "case", metric, size, branch, machine, runtime, unit, better FROM series
       ORDER BY scenario, "case", metric, size NULLS FIRST, branch, machine, runtime`,
    );
    return z.array(seriesRow).parse(rows);
  }

  /** The points of a series, or of all, in the order of their commits: by series number, oldest first. */
  async points(series?: number): Promise<Map<number, Point[]>> {
    const query = `SELECT series, run, "commit", dirty, epoch_ms(moment)::DOUBLE AS "at", value, low, high FROM points
       ${series === undefined ? "" : "WHERE series = $1"} ORDER BY series, moment, run`;
    const found = await this.#read(query, series === undefined ? [] : [series]);
    const columns = pointColumns.parse(found.getColumnsObjectJS());
    const bySeries = new Map<number, Point[]>();
    for (const [index, id] of columns.series.entries()) {
      const point = {
        run: columns.run[index] ?? "",
        commit: columns.commit[index] ?? null,
        dirty: columns.dirty[index] ?? false,
        at: columns.at[index] ?? 0,
        value: columns.value[index] ?? 0,
        low: columns.low[index] ?? null,
        high: columns.high[index] ?? null,
      };
      const points = bySeries.get(id);
      if (points === undefined) bySeries.set(id, [point]);
      else points.push(point);
    }
    return bySeries;
  }

  [Symbol.dispose](): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }

  /** Makes the tables of an empty file, and refuses one with other content. */
  async #recognise(access: "read" | "write"): Promise<void> {
    const tables = await this.#rows("SELECT table_name FROM duckdb_tables() WHERE NOT temporary");
    if (tables.length === 0 && access === "write") {
      for (const statement of ["BEGIN", ...createTables, "COMMIT"]) await this.#connection.run(statement);
      return;
    }
    if (!tables.some((row) => row["table_name"] === "strait_history")) {
      const advice = "give another file with --database";
      throw new HistoryError("foreign", this.path, "this DuckDB file is no history of Strait", advice);
    }
    const [marker] = await this.#rows("SELECT version FROM strait_history");
    if (marker?.["version"] === tablesVersion) return;
    const what = `the history has format ${String(marker?.["version"])}, and this program reads format ${tablesVersion}`;
    const advice = "use the version of Strait that wrote it, or start a new history";
    throw new HistoryError("version", this.path, what, advice);
  }

  async #rows(query: string) {
    return (await this.#read(query)).getRowObjectsJS();
  }

  #read(query: string, values: DuckDBValue[] = []) {
    return this.#guarded(() => this.#connection.runAndReadAll(query, values));
  }

  async #guarded<Value>(action: () => Promise<Value>): Promise<Value> {
    try {
      return await action();
    } catch (error) {
      throw error instanceof HistoryError ? error : databaseError(this.path, error);
    }
  }
}

/** Refuses a file that is no DuckDB database: of some files DuckDB would make views in memory. */
function requireDatabase(path: string): void {
  if (!existsSync(path)) return;
  const head = Buffer.alloc(12);
  const descriptor = openSync(path, "r");
  try {
    readSync(descriptor, head, 0, head.length, 0);
  } finally {
    closeSync(descriptor);
  }
  if (head.subarray(8).toString("latin1") === "DUCK") return;
  throw new HistoryError("foreign", path, "this is no history", "give another file with --database");
}
