import type { Members } from '../values/template';

/** Reasons for which SageMaker runs a failed step again. */
export const retryReasons = [
  'Step.SERVICE_FAULT',
  'Step.THROTTLING',
  'SageMaker.JOB_INTERNAL_ERROR',
  'SageMaker.CAPACITY_ERROR',
  'SageMaker.RESOURCE_LIMIT',
] as const;

/** A reason for which SageMaker runs a failed step again. */
export type RetryReason = (typeof retryReasons)[number];

/** When and how often SageMaker runs a failed step again. */
export interface RetryPolicy {
  readonly reasons: readonly RetryReason[];
  /** Seconds before the first repetition; 1 unless said otherwise. */
  readonly intervalSeconds?: number;
  /** Factor by which the interval grows; 2 unless said otherwise. */
  readonly backoffRate?: number;
  /** The end of repetition: so many attempts, or so many minutes; the service's own end when neither is said. */
  readonly until?: { readonly attempts: number } | { readonly minutes: number };
}

/** `policy` as definitions write it. */
export function retryMembers({ reasons, intervalSeconds = 1, backoffRate = 2, until }: RetryPolicy): Members {
  return {
    BackoffRate: backoffRate,
    IntervalSeconds: intervalSeconds,
    ...(until && ('attempts' in until ? { MaxAttempts: until.attempts } : { ExpireAfterMin: until.minutes })),
    ExceptionType: reasons,
  };
}
