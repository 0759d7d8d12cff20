import type { NdrError } from '@ndr/core';
import type { ProcessingJob } from './processing-job';

/** Characters that SageMaker's FailureReason has at most. */
const longestReason = 1024;

/** Why a job failed whose program exited with another code than 0; the message is cut so that the code stays. */
export function algorithmError(exitMessage: string | undefined, log: string, exitCode: number): string {
  const ending = `, exit code: ${exitCode}`;
  const beginning = `AlgorithmError: ${exitMessage ?? `See the log ${log}`}`;
  return `${beginning.slice(0, longestReason - ending.length)}${ending}`;
}

/** Why a job failed that ran too long. */
export function timeLimitReason({ StoppingCondition }: ProcessingJob): string {
  const seconds = StoppingCondition?.MaxRuntimeInSeconds ?? 0;
  return `local.time-limit: the job ran longer than its MaxRuntimeInSeconds of ${seconds}`;
}

/** Why a job failed on this machine's account. */
export function reasonOf(error: NdrError): string {
  return error.message.slice(0, longestReason);
}
