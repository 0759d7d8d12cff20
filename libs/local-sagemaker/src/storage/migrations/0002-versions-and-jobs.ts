import { sha256Hex } from '@ndr/core';
import type { StateDatabase } from '../database';
import type { Migration } from '.';

/**
 * Versions and their aliases, jobs, tags and client tokens; a definition is kept once, however many
 * executions have it. What is JSON on the wire and never searched is JSON here.
 */
export const versionsAndJobs: Migration = (database) => {
  database.exec(tables);
  keepDefinitions(database);
  database.exec(contents);
};

function keepDefinitions(database: StateDatabase): void {
  const former = database
    .prepare('SELECT definition FROM former_pipelines UNION SELECT definition FROM former_executions')
    .all() as { definition: string }[];
  const keep = database.prepare('INSERT INTO definitions (digest, text) VALUES (?, ?)');
  for (const { definition } of former) keep.run(sha256Hex(definition), definition);
}

const tables = `
  ALTER TABLE pipelines RENAME TO former_pipelines;
  ALTER TABLE steps RENAME TO former_steps;
  ALTER TABLE executions RENAME TO former_executions;
  DROP INDEX executions_by_start;

  CREATE TABLE definitions (
    digest TEXT PRIMARY KEY,
    text   TEXT NOT NULL
  ) STRICT;

  -- ARNs hold the name in lower case, so names that differ in case alone are one.
  CREATE TABLE pipelines (
    name         TEXT PRIMARY KEY COLLATE NOCASE,
    arn          TEXT NOT NULL UNIQUE,
    display_name TEXT,
    description  TEXT,
    role_arn     TEXT,
    parallelism  TEXT,              -- ParallelismConfiguration as JSON
    created_at   TEXT NOT NULL,     -- times are ISO 8601 in UTC, with milliseconds
    modified_at  TEXT NOT NULL,
    last_run_at  TEXT
  ) STRICT;
  CREATE TABLE pipeline_versions (
    pipeline_name      TEXT NOT NULL COLLATE NOCASE REFERENCES pipelines (name) ON DELETE CASCADE,
    version_id         INTEGER NOT NULL,
    definition         TEXT NOT NULL REFERENCES definitions (digest),
    display_name       TEXT,
    description        TEXT,
    created_at         TEXT NOT NULL,
    last_execution_arn TEXT,
    PRIMARY KEY (pipeline_name, version_id)
  ) STRICT;
  CREATE TABLE pipeline_version_aliases (
    pipeline_name TEXT NOT NULL COLLATE NOCASE,
    alias         TEXT NOT NULL,
    version_id    INTEGER NOT NULL,
    PRIMARY KEY (pipeline_name, alias),
    FOREIGN KEY (pipeline_name, version_id) REFERENCES pipeline_versions ON DELETE CASCADE
  ) STRICT;

  CREATE TABLE executions (
    arn                 TEXT PRIMARY KEY,
    pipeline_name       TEXT NOT NULL COLLATE NOCASE REFERENCES pipelines (name) ON DELETE CASCADE,
    version_id          INTEGER NOT NULL,
    definition          TEXT NOT NULL REFERENCES definitions (digest),
    display_name        TEXT,
    description         TEXT,
    parameters          TEXT NOT NULL,  -- every parameter's value, defaults included: a JSON object
    parallelism         TEXT,           -- ParallelismConfiguration as JSON
    selective_execution TEXT,           -- SelectiveExecutionConfig as JSON
    experiment          TEXT,           -- PipelineExperimentConfig with its values, as JSON
    mlflow_experiment   TEXT,
    status              TEXT NOT NULL,
    failure_reason      TEXT,
    start_time          TEXT NOT NULL,
    modified_at         TEXT NOT NULL,
    end_time            TEXT
  ) STRICT;
  CREATE INDEX executions_by_start ON executions (pipeline_name, start_time);
  CREATE INDEX executions_by_status ON executions (status);

  CREATE TABLE steps (
    execution_arn    TEXT NOT NULL REFERENCES executions (arn) ON DELETE CASCADE,
    name             TEXT NOT NULL,
    type             TEXT NOT NULL,
    display_name     TEXT,
    description      TEXT,
    status           TEXT NOT NULL,
    failure_reason   TEXT,
    start_time       TEXT NOT NULL,
    end_time         TEXT,
    attempt_count    INTEGER NOT NULL DEFAULT 0,
    job_name         TEXT,
    log_file         TEXT,
    metadata         TEXT,           -- PipelineExecutionStepMetadata as JSON
    properties       TEXT,           -- what a step that succeeded tells later ones of itself, as JSON
    cache_key        TEXT,           -- digest of what decides its result; steps without a cache have none
    cache_source     TEXT,           -- ARN of the execution whose result was taken, on a cache hit
    selective_source TEXT,           -- ARN of the execution that it was not run again for
    PRIMARY KEY (execution_arn, name)
  ) STRICT;
  CREATE INDEX steps_by_cache_key ON steps (cache_key, end_time) WHERE cache_key IS NOT NULL;

  -- Processing jobs, those of steps included.
  CREATE TABLE processing_jobs (
    name                  TEXT PRIMARY KEY COLLATE NOCASE,
    arn                   TEXT NOT NULL UNIQUE,
    request               TEXT NOT NULL, -- CreateProcessingJobRequest as JSON, without tags
    execution_arn         TEXT,          -- of the step that it runs
    status                TEXT NOT NULL,
    failure_reason        TEXT,
    exit_message          TEXT,
    created_at            TEXT NOT NULL,
    modified_at           TEXT NOT NULL,
    processing_start_time TEXT,
    processing_end_time   TEXT
  ) STRICT;
  CREATE INDEX processing_jobs_by_creation ON processing_jobs (created_at);
  CREATE INDEX processing_jobs_by_status ON processing_jobs (status);

  CREATE TABLE tags (
    resource_arn TEXT NOT NULL,
    key          TEXT NOT NULL,
    value        TEXT NOT NULL,
    PRIMARY KEY (resource_arn, key)
  ) STRICT;

  -- Answers by the token that a client sent with its request.
  CREATE TABLE client_tokens (
    operation      TEXT NOT NULL,
    token          TEXT NOT NULL,
    request_digest TEXT NOT NULL,
    answer         TEXT NOT NULL,
    created_at     TEXT NOT NULL,
    PRIMARY KEY (operation, token)
  ) STRICT;
`;

const contents = `
  INSERT INTO pipelines (name, arn, description, created_at, modified_at)
    SELECT name, arn, description, created_at, modified_at FROM former_pipelines;
  INSERT INTO pipeline_versions (pipeline_name, version_id, definition, created_at)
    SELECT name, 1, (SELECT digest FROM definitions WHERE text = definition), modified_at FROM former_pipelines;
  INSERT INTO executions
      (arn, pipeline_name, version_id, definition, display_name, parameters, status, failure_reason, start_time,
       modified_at, end_time)
    SELECT arn, pipeline_name, 1, (SELECT digest FROM definitions WHERE text = definition), display_name, parameters, status, failure_reason,
       start_time, coalesce(end_time, start_time), end_time
    FROM former_executions ORDER BY rowid;
  INSERT INTO steps
      (execution_arn, name, type, status, failure_reason, start_time, end_time, attempt_count, job_name, log_file)
    SELECT execution_arn, name, 'Processing', status, failure_reason, start_time, end_time, 1, job_name, log_file
    FROM former_steps ORDER BY rowid;
  DROP TABLE former_steps;
  DROP TABLE former_executions;
  DROP TABLE former_pipelines;
`;
