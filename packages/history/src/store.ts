import { type DuckDBAppender, type DuckDBConnection, DuckDBTimestampValue } from "@duckdb/node-api";
import { HistoryError } from "./error.ts";
import { type Measurement, measurement, type SeriesKey } from "./measurement.ts";
import { createIncoming } from "./tables.ts";

/** How many points of a call were new, replaced what was there for the same run, or were there already. */
export type Added = { readonly added: number; readonly replaced: number; readonly known: number };

/**
 * Writes measurements in one transaction. All wait in a temporary table, so that DuckDB tells apart what is new: a query
 * for each would take minutes for a long history.
 */
export async function storeMeasurements(
  connection: DuckDBConnection,
  file: string,
  measurements: readonly Measurement[],
): Promise<Added> {
  await connection.run(createIncoming);
  await append(connection, file, measurements);
  await connection.run("BEGIN");
  try {
    await connection.run(
      `INSERT INTO series (key, scenario, "case", metric, size, branch, machine, runtime, unit, better)
       SELECT key, scenario, "case", metric, size, branch, machine, runtime, unit, better FROM incoming
       WHERE NOT EXISTS (FROM series WHERE series.key = incoming.key)
       QUALIFY row_number() OVER (PARTITION BY key ORDER BY position) = 1 ORDER BY position`,
    );
    // Of two measurements of one run the later one counts.
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE arriving AS
       SELECT series.id AS series, run, "commit", dirty, moment, value, low, high, position
       FROM incoming JOIN series USING (key)
       QUALIFY row_number() OVER (PARTITION BY key, run ORDER BY position DESC) = 1`,
    );
    const counted = await connection.runAndReadAll(
      `SELECT count(*) FILTER (points.run IS NULL)::INTEGER AS added,
              count(*) FILTER (points.run IS NOT NULL AND ${isChanged})::INTEGER AS replaced
       FROM arriving LEFT JOIN points USING (series, run)`,
    );
    await connection.run(
      `UPDATE points SET "commit" = arriving."commit", dirty = arriving.dirty, moment = arriving.moment,
              value = arriving.value, low = arriving.low, high = arriving.high
       FROM arriving WHERE points.series = arriving.series AND points.run = arriving.run AND ${isChanged}`,
    );
    await connection.run(
      `INSERT INTO points SELECT series, run, "commit", dirty, moment, value, low, high FROM arriving
       WHERE NOT EXISTS (FROM points WHERE points.series = arriving.series AND points.run = arriving.run)
       ORDER BY position`,
    );
    await connection.run("COMMIT");
    const [row] = counted.getRowObjectsJS();
    const [added, replaced] = [Number(row?.["added"]), Number(row?.["replaced"])];
    return { added, replaced, known: measurements.length - added - replaced };
  } catch (error) {
    await connection.run("ROLLBACK");
    throw error;
  }
}

const isChanged = `(points."commit", points.dirty, points.moment, points.value, points.low, points.high)
  IS DISTINCT FROM (arriving."commit", arriving.dirty, arriving.moment, arriving.value, arriving.low, arriving.high)`;

async function append(
  connection: DuckDBConnection,
  file: string,
  measurements: readonly Measurement[],
): Promise<void> {
  const appender = await connection.createAppender("incoming", null, "temp");
  for (const [position, unchecked] of measurements.entries()) {
    const checked = measurement.safeParse(unchecked);
    if (!checked.success) {
      const [issue] = checked.error.issues;
      const where = issue?.path.map(String).join(".") ?? "";
      const what = `measurement ${position + 1} is invalid (${where}: ${issue?.message ?? "unknown reason"})`;
      throw new HistoryError("invalid", file, what, "nothing was added; correct it and add again");
    }
    appendRow(appender, position, checked.data);
  }
  appender.closeSync();
}

function appendRow(appender: DuckDBAppender, position: number, one: Measurement): void {
  const text = (value: string | null) =>
    value === null ? appender.appendNull() : appender.appendVarchar(value);
  const number = (value: number | null) =>
    value === null ? appender.appendNull() : appender.appendDouble(value);
  const { scenario, case: caseName, metric, size, branch, machine, runtime } = one.key;
  appender.appendInteger(position);
  for (const value of [identity(one.key), scenario, caseName, metric]) text(value);
  number(size);
  for (const value of [branch, machine, runtime, one.unit, one.better, one.run, one.commit]) text(value);
  appender.appendBoolean(one.dirty);
  appender.appendTimestamp(new DuckDBTimestampValue(BigInt(one.at) * 1000n));
  for (const value of [one.value, one.low, one.high]) number(value);
  appender.endRow();
}

/** A text that no two keys share. */
function identity({ scenario, case: caseName, metric, size, branch, machine, runtime }: SeriesKey): string {
  return JSON.stringify([scenario, caseName, metric, size, branch, machine, runtime]);
}
