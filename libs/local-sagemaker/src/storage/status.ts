import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import Database from 'libsql';
import type { ExecutionStatus } from '@ndr/core';
import { lockHolder } from './exclusive-lock';
import { stepsOf } from './executions';
import { interruptedReason } from './recovery';
import { readServerFile, type ServingServer } from './server-file';
import { stateFolderAt } from './state-folder';
import type { StepResult } from '../interpreter/execution-result';

/** An execution of the past, or one that runs. */
export interface RecordedExecution {
  readonly arn: string;
  readonly pipeline: string;
  readonly displayName?: string;
  readonly status: ExecutionStatus;
  readonly failureReason?: string;
  /** ISO 8601, UTC. */
  readonly startTime: string;
  readonly endTime?: string;
  /** Every parameter's value, defaults included. */
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  readonly steps: readonly StepResult[];
}

/** What a state folder holds. */
export interface LocalStatus {
  readonly stateDir: string;
  readonly bucketRoot: string;
  /** Process id of the command that uses the folder now. */
  readonly usedBy?: number;
  /** The server that serves other commands, while one does. */
  readonly server?: ServingServer;
  /** Newest first. */
  readonly executions: readonly RecordedExecution[];
}

interface ExecutionRow {
  readonly arn: string;
  readonly pipeline_name: string;
  readonly display_name: string | null;
  readonly parameters: string;
  readonly status: ExecutionStatus;
  readonly failure_reason: string | null;
  readonly start_time: string;
  readonly end_time: string | null;
}

/**
 * Reads what a state folder holds. It starts and changes nothing: what a killed process left running is told as failed,
 * as the next command that opens the folder will record it.
 */
export function readLocalStatus(folder: string): LocalStatus {
  const state = stateFolderAt(resolve(folder));
  const usedBy = lockHolder(state.lock);
  // Who was killed left the file behind; who serves holds the lock.
  const named = readServerFile(state.server);
  const server = named && named.pid === usedBy ? named : undefined;
  return {
    stateDir: state.root,
    bucketRoot: state.buckets,
    ...(usedBy !== undefined && { usedBy }),
    ...(server && { server }),
    executions: existsSync(state.database) ? recordedExecutions(state.database, usedBy !== undefined) : [],
  };
}

function recordedExecutions(file: string, inUse: boolean): RecordedExecution[] {
  const database = new Database(file, { readonly: true });
  try {
    const rows = database
      .prepare(
        `SELECT arn, pipeline_name, display_name, parameters, status, failure_reason, start_time, end_time
         FROM executions ORDER BY start_time DESC, rowid DESC`,
      )
      .all() as ExecutionRow[];
    return rows.map((row) => {
      const execution: RecordedExecution = {
        arn: row.arn,
        pipeline: row.pipeline_name,
        ...(row.display_name !== null && { displayName: row.display_name }),
        status: row.status,
        ...(row.failure_reason !== null && { failureReason: row.failure_reason }),
        startTime: row.start_time,
        ...(row.end_time !== null && { endTime: row.end_time }),
        parameters: JSON.parse(row.parameters) as RecordedExecution['parameters'],
        steps: stepsOf(database, row.arn),
      };
      return inUse ? execution : { ...ended(execution), steps: execution.steps.map((step) => ended(step)) };
    });
  } finally {
    database.close();
  }
}

function ended<T extends { readonly status: string }>(recorded: T): T {
  if (!['Starting', 'Executing', 'Stopping'].includes(recorded.status)) return recorded;
  return { ...recorded, status: 'Failed', failureReason: interruptedReason };
}
