import { join } from 'node:path';
import type { HandlerName } from './handlers';

/** What packs the Lambda function of a handler. */
export interface LambdaFunction {
  /** Its name among the exports of the entry file. */
  readonly exportName: string;
  /** Services that it calls, for its role. */
  readonly uses: readonly HandlerUse[];
}

/** `ledger`: get, put and query items of the table. `sets`: get, query and scan it. `records`: list and get objects. `executions`: start, describe, list, retry and stop. `tasks`: answer tokens. */
export type HandlerUse = 'ledger' | 'sets' | 'records' | 'executions' | 'tasks';

/** File whose exports are the Lambda functions of all handlers, beside this one in sources and in builds alike. */
export const lambdaEntry = join(__dirname, 'lambda');

/** The Lambda functions, by name of the handler. */
export const lambdaFunctions: Readonly<Record<HandlerName, LambdaFunction>> = {
  'find-batches': { exportName: 'findBatches', uses: ['sets', 'records'] },
  'claim-run': { exportName: 'claimRun', uses: ['ledger'] },
  'take-turn': { exportName: 'takeTurn', uses: ['ledger'] },
  'execute-run': { exportName: 'executeRun', uses: ['ledger', 'executions', 'tasks'] },
  'release-run': { exportName: 'releaseRun', uses: ['ledger'] },
  'find-stale-windows': { exportName: 'findStaleWindows', uses: ['sets', 'records'] },
  'plan-baselines': { exportName: 'planBaselines', uses: ['sets', 'records'] },
  'check-completeness': { exportName: 'checkCompleteness', uses: ['sets', 'records'] },
  'plan-backfill': { exportName: 'planBackfill', uses: ['sets', 'records', 'ledger'] },
  conclude: { exportName: 'conclude', uses: [] },
  'complete-execution': { exportName: 'completeExecution', uses: ['ledger', 'executions', 'tasks'] },
};
