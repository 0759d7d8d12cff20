import type { Migration } from '.';

/** The first form: it came without a number, so its tables may be there already. */
export const pipelinesAndExecutions: Migration = (database) => {
  database.exec(`
    CREATE TABLE IF NOT EXISTS pipelines (
      name        TEXT PRIMARY KEY,
      arn         TEXT NOT NULL,
      definition  TEXT NOT NULL,
      description TEXT,
      created_at  TEXT NOT NULL,
      modified_at TEXT NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS executions (
      arn            TEXT PRIMARY KEY,
      pipeline_name  TEXT NOT NULL,
      display_name   TEXT,
      definition     TEXT NOT NULL,
      parameters     TEXT NOT NULL,
      status         TEXT NOT NULL,
      failure_reason TEXT,
      start_time     TEXT NOT NULL,
      end_time       TEXT
    ) STRICT;
    CREATE INDEX IF NOT EXISTS executions_by_start ON executions (start_time);
    CREATE TABLE IF NOT EXISTS steps (
      execution_arn  TEXT NOT NULL REFERENCES executions (arn) ON DELETE CASCADE,
      name           TEXT NOT NULL,
      job_name       TEXT NOT NULL,
      status         TEXT NOT NULL,
      failure_reason TEXT,
      start_time     TEXT NOT NULL,
      end_time       TEXT,
      log_file       TEXT NOT NULL,
      PRIMARY KEY (execution_arn, name)
    ) STRICT;
  `);
};
