import type { StateDatabase } from './database';
import { likeText, listPage, type Page, type PageRequest } from './list-page';

export type ProcessingJobStatus = 'InProgress' | 'Completed' | 'Failed' | 'Stopping' | 'Stopped';

/** A processing job as it is stored. */
export interface StoredProcessingJob {
  readonly name: string;
  readonly arn: string;
  /** CreateProcessingJobRequest without its tags, as JSON. */
  readonly request: string;
  /** Execution whose step it runs. */
  readonly executionArn: string | null;
  readonly status: ProcessingJobStatus;
  readonly failureReason: string | null;
  readonly exitMessage: string | null;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly modifiedAt: string;
  readonly startTime: string | null;
  readonly endTime: string | null;
}

/** How a job that has ended did. */
export interface ProcessingJobEnd {
  readonly status: ProcessingJobStatus;
  readonly failureReason?: string | undefined;
  readonly exitMessage?: string | undefined;
}

/** Which jobs a list shows, and in which order. */
export interface ProcessingJobFilter {
  readonly createdAfter?: string | undefined;
  readonly createdBefore?: string | undefined;
  readonly modifiedAfter?: string | undefined;
  readonly modifiedBefore?: string | undefined;
  readonly nameContains?: string | undefined;
  readonly status?: ProcessingJobStatus | undefined;
  readonly sortBy: 'name' | 'created_at' | 'status';
  readonly isDescending: boolean;
}

const columns = `name, arn, request, execution_arn AS executionArn, status, failure_reason AS failureReason,
  exit_message AS exitMessage, created_at AS createdAt, modified_at AS modifiedAt,
  processing_start_time AS startTime, processing_end_time AS endTime`;

/** The processing jobs of a state folder, those of steps included. */
export class ProcessingJobs {
  private readonly database: StateDatabase;

  constructor(database: StateDatabase) {
    this.database = database;
  }

  /** Records a job that is in progress from now on. */
  start(job: Pick<StoredProcessingJob, 'name' | 'arn' | 'request' | 'executionArn'>, now: Date): void {
    this.database
      .prepare(
        `INSERT INTO processing_jobs (name, arn, request, execution_arn, status, created_at, modified_at,
           processing_start_time)
         VALUES (:name, :arn, :request, :executionArn, 'InProgress', :now, :now, :now)`,
      )
      .run({ ...job, now: now.toISOString() });
  }

  /** Records that somebody asked a job to stop. */
  stopping(name: string, now: Date): void {
    this.database
      .prepare(
        "UPDATE processing_jobs SET status = 'Stopping', modified_at = ? WHERE name = ? AND status = 'InProgress'",
      )
      .run(now.toISOString(), name);
  }

  end(name: string, { status, failureReason, exitMessage }: ProcessingJobEnd, now: Date): void {
    this.database
      .prepare(
        `UPDATE processing_jobs SET status = :status, failure_reason = :failureReason, exit_message = :exitMessage,
           modified_at = :now, processing_end_time = :now WHERE name = :name`,
      )
      .run({
        name,
        status,
        failureReason: failureReason ?? null,
        exitMessage: exitMessage ?? null,
        now: now.toISOString(),
      });
  }

  /** The job of that name; undefined when there is none. */
  find(name: string): StoredProcessingJob | undefined {
    return this.database.prepare(`SELECT ${columns} FROM processing_jobs WHERE name = ?`).get(name) as
      StoredProcessingJob | undefined;
  }

  list(filter: ProcessingJobFilter, page: PageRequest): Page<StoredProcessingJob> {
    const { nameContains } = filter;
    return listPage(
      this.database,
      {
        table: 'processing_jobs',
        columns,
        conditions: [
          ['created_at > ?', filter.createdAfter],
          ['created_at < ?', filter.createdBefore],
          ['modified_at > ?', filter.modifiedAfter],
          ['modified_at < ?', filter.modifiedBefore],
          ["name LIKE ? ESCAPE '!'", nameContains === undefined ? undefined : `%${likeText(nameContains)}%`],
          ['status = ?', filter.status],
        ],
        sortBy: filter.sortBy,
        isDescending: filter.isDescending,
      },
      page,
    );
  }
}
