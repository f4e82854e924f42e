/** Version of the tables. A history with another one is refused. */
export const tablesVersion = 1;

/** What a new history consists of. `marker` tells it from any other DuckDB file. */
export const createTables: readonly string[] = [
  "CREATE TABLE strait_history (version INTEGER NOT NULL)",
  `INSERT INTO strait_history VALUES (${tablesVersion})`,
  "CREATE SEQUENCE series_id",
  `CREATE TABLE series (
    id INTEGER PRIMARY KEY DEFAULT nextval('series_id'),
    key VARCHAR NOT NULL UNIQUE,
    scenario VARCHAR NOT NULL, "case" VARCHAR NOT NULL, metric VARCHAR NOT NULL, size DOUBLE,
    branch VARCHAR NOT NULL, machine VARCHAR NOT NULL, runtime VARCHAR NOT NULL,
    unit VARCHAR NOT NULL, better VARCHAR)`,
  `CREATE TABLE points (
    series INTEGER NOT NULL, run VARCHAR NOT NULL,
    "commit" VARCHAR, dirty BOOLEAN NOT NULL, moment TIMESTAMP NOT NULL,
    value DOUBLE NOT NULL, low DOUBLE, high DOUBLE,
    PRIMARY KEY (series, run))`,
];

/** Where measurements wait before they are told apart into new, changed and known ones. */
export const createIncoming = `CREATE OR REPLACE TEMP TABLE incoming (
  position INTEGER, key VARCHAR, scenario VARCHAR, "case" VARCHAR, metric VARCHAR, size DOUBLE, branch VARCHAR, machine VARCHAR,
  runtime VARCHAR, unit VARCHAR, better VARCHAR, run VARCHAR, "commit" VARCHAR, dirty BOOLEAN, moment TIMESTAMP,
  value DOUBLE, low DOUBLE, high DOUBLE)`;
