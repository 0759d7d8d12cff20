import { NdrError } from '@ndr/core';
import type { ActionContext } from './deployment';
import { withCodedFailures } from '../account/aws-failure';
import { readExecution } from '../executions/execution';
import { readJobLog, type LogLine } from '../executions/job-log';

/** What the job of a step printed. */
export interface StepLog {
  readonly step: string;
  readonly lines: readonly LogLine[];
}

/** Which part of the logs of an execution. */
export interface LogOptions {
  /** Only this step. */
  readonly step?: string;
  /** Only the last lines of each instance. */
  readonly tail?: number;
}

/**
 * Reads what the jobs of an execution's steps printed, in the order of the steps.
 * @throws NdrError `execution.not-found`, `usage`, `aws.…`
 */
export async function readLogs(
  { clients }: ActionContext,
  arn: string,
  { step, tail }: LogOptions,
): Promise<readonly StepLog[]> {
  return withCodedFailures(async () => {
    const { steps } = await readExecution(clients.sagemaker, arn);
    if (step !== undefined && !steps.some(({ name }) => name === step)) {
      throw noSuchStep(
        step,
        steps.map(({ name }) => name),
      );
    }
    const logs: StepLog[] = [];
    for (const { name, job } of steps) {
      if (!job || (step !== undefined && name !== step)) continue;
      logs.push({ step: name, lines: await readJobLog(clients.logs, job, tail) });
    }
    return logs;
  });
}

function noSuchStep(step: string, begun: readonly string[]): NdrError {
  return new NdrError({
    code: 'usage',
    place: '--step',
    cause: `the execution has not begun a step ${step}`,
    remedy: begun.length > 0 ? `Use one of ${begun.join(', ')}.` : 'Wait until it begins one.',
  });
}
