import type { ExecutionStatus, StepStatus } from '@ndr/core';
import type { StateDatabase } from './database';
import type { ExecutionResult, StepResult } from '../interpreter/execution-result';

/** An execution when it starts. */
export interface NewExecution {
  readonly arn: string;
  readonly pipelineName: string;
  readonly displayName: string | undefined;
  readonly definition: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly startTime: string;
}

/** A step when it starts. */
export interface NewStep {
  readonly name: string;
  readonly jobName: string;
  readonly startTime: string;
  readonly logFile: string;
}

interface StepRow {
  readonly name: string;
  readonly status: StepStatus;
  readonly failure_reason: string | null;
  readonly start_time: string;
  readonly end_time: string | null;
  readonly log_file: string;
}

/** The executions of a state folder, with their steps. */
export class Executions {
  private readonly database: StateDatabase;

  constructor(database: StateDatabase) {
    this.database = database;
  }

  start(execution: NewExecution): void {
    this.database
      .prepare(
        `INSERT INTO executions (arn, pipeline_name, display_name, definition, parameters, status, start_time)
         VALUES (?, ?, ?, ?, ?, 'Executing', ?)`,
      )
      .run(
        execution.arn,
        execution.pipelineName,
        execution.displayName ?? null,
        execution.definition,
        JSON.stringify(execution.parameters),
        execution.startTime,
      );
  }

  /** Records a status; `endTime` where it is a final one. */
  change(arn: string, status: ExecutionStatus, failureReason?: string, endTime?: string): void {
    this.database
      .prepare('UPDATE executions SET status = ?, failure_reason = ?, end_time = ? WHERE arn = ?')
      .run(status, failureReason ?? null, endTime ?? null, arn);
  }

  startStep(arn: string, step: NewStep): void {
    this.database
      .prepare(
        `INSERT INTO steps (execution_arn, name, job_name, status, start_time, log_file)
         VALUES (?, ?, ?, 'Executing', ?, ?)`,
      )
      .run(arn, step.name, step.jobName, step.startTime, step.logFile);
  }

  /** Records a status of a step; `endTime` where it is a final one. */
  changeStep(arn: string, step: string, status: StepStatus, failureReason?: string, endTime?: string): void {
    this.database
      .prepare('UPDATE steps SET status = ?, failure_reason = ?, end_time = ? WHERE execution_arn = ? AND name = ?')
      .run(status, failureReason ?? null, endTime ?? null, arn, step);
  }

  /** What is known of an execution that was started. */
  result(arn: string): ExecutionResult {
    const row = this.database.prepare('SELECT status, failure_reason FROM executions WHERE arn = ?').get(arn) as {
      status: ExecutionStatus;
      failure_reason: string | null;
    };
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
  const rows = database
    .prepare(
      `SELECT name, status, failure_reason, start_time, end_time, log_file FROM steps
       WHERE execution_arn = ? ORDER BY rowid`,
    )
    .all(arn) as StepRow[];
  return rows.map((row) => ({
    name: row.name,
    status: row.status,
    ...(row.failure_reason !== null && { failureReason: row.failure_reason }),
    startTime: row.start_time,
    ...(row.end_time !== null && { endTime: row.end_time }),
    logFile: row.log_file,
  }));
}
