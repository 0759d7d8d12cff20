import { NdrError } from '@ndr/core';
import { fgBBaselinePipelineName, ndr15mPipelineName } from '@ndr/pipelines';
import type { ActionContext } from './deployment';
import { listExecutions, type ListedExecution } from './list';
import { withCodedFailures } from '../account/aws-failure';
import { commandsIn } from '../environment';
import { dynamodbLedger } from '../orchestration/dynamodb-ledger';
import { readLocks } from '../orchestration/run-lock';

/** An execution of one of the contract's pipelines. */
export interface RecentExecution extends ListedExecution {
  readonly pipeline: string;
}

/** A run that orchestration has under way, lost, or gave up. */
export interface OrchestratedRun {
  readonly key: string;
  /** `lost`: whoever had it under way is not heard of any more. */
  readonly state: 'held' | 'lost' | 'failed';
  readonly start: string;
  readonly end: string;
  readonly reason?: string;
  readonly executionArn?: string;
  /** What does what it should have done. */
  readonly command: string;
  /** Of baselines: slices of their range that FG-A had, when they ran. */
  readonly coverage?: { readonly expected: number; readonly committed: number };
}

/** The newest executions of the two pipelines, newest first; none of one that is not deployed. */
export async function recentExecutions(context: ActionContext, limit: number): Promise<readonly RecentExecution[]> {
  const found = await Promise.all(
    [ndr15mPipelineName, fgBBaselinePipelineName].map(async (pipeline) => {
      const executions = await listExecutions(context, pipeline, limit).catch(noneOfAbsent);
      return executions.map((execution) => ({ ...execution, pipeline }));
    }),
  );
  return found.flat().sort((one, other) => (one.startTime > other.startTime ? -1 : 1));
}

/** What orchestration has under way for a project and version, and what it lost or gave up. */
export async function orchestratedRuns(
  { clients, environment }: ActionContext,
  { project, version }: { readonly project: string; readonly version: string },
): Promise<readonly OrchestratedRun[]> {
  const locks = await withCodedFailures(() => readLocks(dynamodbLedger(clients.dynamodb, environment.table), project));
  return locks.flatMap(({ state, run, reason, expires_at: expiresAt, execution_arn: executionArn }) => {
    if (state === 'done' || run.version !== version) return [];
    const { key, start, end, coverage } = run;
    const command = commandsIn(environment.name)(run.command);
    return [
      {
        ...{ key, state: state === 'held' && expiresAt <= Date.now() ? 'lost' : state, start, end, command },
        ...(reason !== undefined && { reason }),
        ...(executionArn !== undefined && { executionArn }),
        ...(coverage && { coverage }),
      },
    ];
  });
}

function noneOfAbsent(error: unknown): readonly ListedExecution[] {
  if (error instanceof NdrError && error.code === 'deploy.no-such-pipeline') return [];
  throw error;
}
