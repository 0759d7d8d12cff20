import { NdrError, type ExecutionStatus, type Json, type StepStatus } from '@ndr/core';
import { inTransaction, type StateDatabase } from './database';
import { listPage, type Page, type PageRequest } from './list-page';
import type { CreationFilter } from './pipelines';
import type {
  EarlierResult,
  ExecutionStore,
  NewStep,
  ParameterValues,
  StepChange,
  StoredExecution,
  StoredStep,
} from '../interpreter';
import type { ExecutionResult, StepResult } from '../interpreter/execution-result';

/** An execution when it starts. */
export interface NewExecution {
  readonly arn: string;
  readonly pipelineName: string;
  readonly versionId: number;
  readonly displayName?: string | undefined;
  readonly description?: string | undefined;
  /** Every parameter's value, defaults included. */
  readonly parameters: ParameterValues;
  /** Of the shape ParallelismConfiguration. */
  readonly parallelism?: { readonly MaxParallelExecutionSteps: number } | undefined;
  readonly selectiveExecution?: StoredExecution['selectiveExecution'];
  /** PipelineExperimentConfig with its values, as JSON. */
  readonly experiment?: string | undefined;
  readonly mlflowExperiment?: string | undefined;
  /** ISO 8601, UTC. */
  readonly startTime: string;
}

interface ExecutionRow {
  readonly arn: string;
  readonly pipelineName: string;
  readonly pipelineArn: string;
  readonly definition: string;
  readonly parameters: string;
  readonly parallelism: string | null;
  readonly selectiveExecution: string | null;
  readonly status: ExecutionStatus;
  readonly startTime: string;
}

interface StepRow {
  readonly name: string;
  readonly type: string;
  readonly status: StepStatus;
  readonly startTime: string;
  readonly attemptCount: number;
  readonly metadata: string | null;
  readonly properties: string | null;
}

/** What is told of an execution; its definition is not. */
export interface ExecutionDescription {
  readonly arn: string;
  readonly pipelineName: string;
  readonly versionId: number;
  readonly displayName: string | null;
  readonly description: string | null;
  /** Every parameter's value as a JSON object. */
  readonly parameters: string;
  /** JSON of the API's shapes. */
  readonly parallelism: string | null;
  readonly selectiveExecution: string | null;
  readonly experiment: string | null;
  readonly mlflowExperiment: string | null;
  readonly status: ExecutionStatus;
  readonly failureReason: string | null;
  /** ISO 8601, UTC. */
  readonly startTime: string;
  readonly modifiedAt: string;
}

export interface ExecutionFilter extends CreationFilter {
  readonly versionId?: number | undefined;
  readonly sortBy: 'start' | 'arn';
}

const descriptionColumns = `arn, pipeline_name AS pipelineName, version_id AS versionId, display_name AS displayName,
  description, parameters, parallelism, selective_execution AS selectiveExecution,
  experiment, mlflow_experiment AS mlflowExperiment, status, failure_reason AS failureReason, start_time AS startTime,
  modified_at AS modifiedAt`;

const stepColumns = `name, type, display_name AS displayName, description, status, failure_reason AS failureReason,
  start_time AS startTime, end_time AS endTime, attempt_count AS attemptCount, job_name AS jobName,
  log_file AS logFile, metadata, properties, cache_key AS cacheKey, cache_source AS cacheSource,
  selective_source AS selectiveSource`;

/** The executions of a state folder, with their steps. */
export class Executions implements ExecutionStore {
  private readonly database: StateDatabase;

  constructor(database: StateDatabase) {
    this.database = database;
  }

  /** Records an execution of a version of a pipeline: it executes from now on. */
  start(execution: NewExecution): void {
    inTransaction(this.database, () => {
      this.database
        .prepare(
          `INSERT INTO executions
             (arn, pipeline_name, version_id, definition, display_name, description, parameters, parallelism,
              selective_execution, experiment, mlflow_experiment, status, start_time, modified_at)
           SELECT :arn, pipeline_name, version_id, definition, :displayName, :description, :parameters, :parallelism,
             :selectiveExecution, :experiment, :mlflowExperiment, 'Executing', :startTime, :startTime
           FROM pipeline_versions WHERE pipeline_name = :pipelineName AND version_id = :versionId`,
        )
        .run({
          arn: execution.arn,
          pipelineName: execution.pipelineName,
          versionId: execution.versionId,
          displayName: execution.displayName ?? null,
          description: execution.description ?? null,
          parameters: JSON.stringify(execution.parameters),
          parallelism: jsonOrNull(execution.parallelism),
          selectiveExecution: jsonOrNull(execution.selectiveExecution),
          experiment: execution.experiment ?? null,
          mlflowExperiment: execution.mlflowExperiment ?? null,
          startTime: execution.startTime,
        });
      this.database
        .prepare('UPDATE pipelines SET last_run_at = ? WHERE name = ?')
        .run(execution.startTime, execution.pipelineName);
      this.database
        .prepare('UPDATE pipeline_versions SET last_execution_arn = ? WHERE pipeline_name = ? AND version_id = ?')
        .run(execution.arn, execution.pipelineName, execution.versionId);
    });
  }

  execution(arn: string): StoredExecution {
    const row = this.database
      .prepare(
        `SELECT executions.arn AS arn, pipelines.name AS pipelineName, pipelines.arn AS pipelineArn,
           definitions.text AS definition, parameters, executions.parallelism AS parallelism,
           selective_execution AS selectiveExecution, status, start_time AS startTime
         FROM executions JOIN pipelines ON pipelines.name = pipeline_name
           JOIN definitions ON digest = executions.definition
         WHERE executions.arn = ?`,
      )
      .get(arn) as ExecutionRow | undefined;
    if (!row) throw unknownExecution(arn);
    const { arn: storedArn, pipelineName, pipelineArn, definition, status, startTime } = row;
    const limit = row.parallelism === null ? undefined : (JSON.parse(row.parallelism) as NewExecution['parallelism']);
    return {
      arn: storedArn,
      pipelineName,
      pipelineArn,
      definition,
      status,
      startTime,
      parameters: JSON.parse(row.parameters) as ParameterValues,
      ...(limit && { maxParallelSteps: limit.MaxParallelExecutionSteps }),
      ...(row.selectiveExecution !== null && {
        selectiveExecution: JSON.parse(row.selectiveExecution) as NonNullable<StoredExecution['selectiveExecution']>,
      }),
    };
  }

  change(arn: string, status: ExecutionStatus, failureReason?: string, endTime?: string): void {
    this.database
      .prepare(
        `UPDATE executions SET status = :status, failure_reason = :failureReason, end_time = :endTime,
           modified_at = :now WHERE arn = :arn`,
      )
      .run({
        arn,
        status,
        failureReason: failureReason ?? null,
        endTime: endTime ?? null,
        now: endTime ?? new Date().toISOString(),
      });
  }

  steps(arn: string): readonly StoredStep[] {
    return (
      this.database
        .prepare(`SELECT ${stepColumns} FROM steps WHERE execution_arn = ? ORDER BY start_time, rowid`)
        .all(arn) as StepRow[]
    ).map(storedStep);
  }

  startStep(arn: string, step: NewStep): void {
    this.database
      .prepare(
        `INSERT OR REPLACE INTO steps (execution_arn, name, type, display_name, description, status, start_time)
         VALUES (:arn, :name, :type, :displayName, :description, :status, :startTime)`,
      )
      .run({
        arn,
        name: step.name,
        type: step.type,
        displayName: step.displayName ?? null,
        description: step.description ?? null,
        status: step.status,
        startTime: step.startTime,
      });
  }

  changeStep(arn: string, step: string, change: StepChange): void {
    this.database
      .prepare(
        `UPDATE steps SET status = coalesce(:status, status), failure_reason = coalesce(:failureReason, failure_reason),
           end_time = coalesce(:endTime, end_time), attempt_count = coalesce(:attemptCount, attempt_count),
           job_name = coalesce(:jobName, job_name), log_file = coalesce(:logFile, log_file),
           metadata = coalesce(:metadata, metadata), properties = coalesce(:properties, properties),
           cache_key = coalesce(:cacheKey, cache_key), cache_source = coalesce(:cacheSource, cache_source),
           selective_source = coalesce(:selectiveSource, selective_source)
         WHERE execution_arn = :arn AND name = :step`,
      )
      .run({
        arn,
        step,
        status: change.status ?? null,
        failureReason: change.failureReason ?? null,
        endTime: change.endTime ?? null,
        attemptCount: change.attemptCount ?? null,
        jobName: change.jobName ?? null,
        logFile: change.logFile ?? null,
        metadata: jsonOrNull(change.metadata),
        properties: jsonOrNull(change.properties),
        cacheKey: change.cacheKey ?? null,
        cacheSource: change.cacheSource ?? null,
        selectiveSource: change.selectiveSource ?? null,
      });
  }

  cachedStep(pipelineName: string, step: string, cacheKey: string, since?: string): EarlierResult | undefined {
    const row = this.database
      .prepare(
        `SELECT execution_arn AS executionArn, ${stepColumns} FROM steps
         WHERE cache_key = :cacheKey AND end_time >= :since AND name = :step AND status = 'Succeeded'
           AND cache_source IS NULL AND selective_source IS NULL
           AND execution_arn IN (SELECT arn FROM executions WHERE pipeline_name = :pipelineName)
         ORDER BY end_time DESC LIMIT 1`,
      )
      .get({ cacheKey, since: since ?? '', step, pipelineName }) as (StepRow & { executionArn: string }) | undefined;
    return row && { executionArn: row.executionArn, step: storedStep(row) };
  }

  /** What is told of an execution; undefined when there is none. */
  find(arn: string): ExecutionDescription | undefined {
    return this.database.prepare(`SELECT ${descriptionColumns} FROM executions WHERE arn = ?`).get(arn) as
      ExecutionDescription | undefined;
  }

  /** A page of a pipeline's executions, by their start or their ARN. */
  list(pipelineName: string, filter: ExecutionFilter, page: PageRequest): Page<ExecutionDescription> {
    return listPage(
      this.database,
      {
        table: 'executions',
        columns: descriptionColumns,
        conditions: [
          ['pipeline_name = ?', pipelineName],
          ['version_id = ?', filter.versionId],
          ['start_time > ?', filter.createdAfter],
          ['start_time < ?', filter.createdBefore],
        ],
        sortBy: filter.sortBy === 'arn' ? 'arn' : 'start_time',
        isDescending: filter.isDescending,
      },
      page,
    );
  }

  /** A page of an execution's steps, by their start. */
  stepPage(arn: string, isDescending: boolean, page: PageRequest): Page<StoredStep> {
    const { rows, ...rest } = listPage<StepRow>(
      this.database,
      {
        table: 'steps',
        columns: stepColumns,
        conditions: [['execution_arn = ?', arn]],
        sortBy: 'start_time',
        isDescending,
      },
      page,
    );
    return { rows: rows.map(storedStep), ...rest };
  }

  /** Replaces what is given of an execution's texts and limits. */
  describe(
    arn: string,
    texts: { readonly displayName?: string | undefined; readonly description?: string | undefined },
    parallelism: NewExecution['parallelism'],
    now: Date,
  ): void {
    this.database
      .prepare(
        `UPDATE executions SET display_name = coalesce(:displayName, display_name),
           description = coalesce(:description, description), parallelism = coalesce(:parallelism, parallelism),
           modified_at = :now WHERE arn = :arn`,
      )
      .run({
        arn,
        displayName: texts.displayName ?? null,
        description: texts.description ?? null,
        parallelism: jsonOrNull(parallelism),
        now: now.toISOString(),
      });
  }

  /** How many executions of a pipeline have not ended. */
  countUnfinished(pipelineName: string): number {
    const { count } = this.database
      .prepare(
        `SELECT count(*) AS count FROM executions
         WHERE status IN ('Executing', 'Stopping') AND pipeline_name = ?`,
      )
      .get(pipelineName) as { count: number };
    return count;
  }

  /** What became of an execution so far. */
  result(arn: string): ExecutionResult {
    const row = this.database.prepare('SELECT status, failure_reason FROM executions WHERE arn = ?').get(arn) as
      { status: ExecutionStatus; failure_reason: string | null } | undefined;
    if (!row) throw unknownExecution(arn);
    return {
      arn,
      status: row.status,
      ...(row.failure_reason !== null && { failureReason: row.failure_reason }),
      steps: stepsOf(this.database, arn),
    };
  }
}

/** The started steps of an execution, in the order in which they started. */
export function stepsOf(database: StateDatabase, arn: string): StepResult[] {
  return new Executions(database).steps(arn).map((step) => ({
    name: step.name,
    status: step.status,
    ...(step.failureReason !== undefined && { failureReason: step.failureReason }),
    startTime: step.startTime,
    ...(step.endTime !== undefined && { endTime: step.endTime }),
    logFile: step.logFile ?? '',
  }));
}

function storedStep(row: StepRow): StoredStep {
  const present = Object.entries(row).filter(([name, value]) => value !== null && !notOfSteps.has(name));
  return Object.fromEntries(
    present.map(([name, value]) => [name, jsonColumns.has(name) ? (JSON.parse(value as string) as Json) : value]),
  ) as unknown as StoredStep;
}

const jsonColumns: ReadonlySet<string> = new Set(['metadata', 'properties']);
/** `_metadata` is what the driver says of the query. */
const notOfSteps: ReadonlySet<string> = new Set(['_metadata', 'executionArn', 'value', 'row']);

function unknownExecution(arn: string): NdrError {
  return new NdrError({
    code: 'local.unknown-execution',
    place: arn,
    cause: 'the state folder holds no execution of that ARN',
    remedy: 'Correct the ARN; `ndr list` shows them.',
  });
}

function jsonOrNull(value: object | Json | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
