import type { RetryReason } from '@ndr/core';
import { z } from 'zod';
import { plainJson, type ExactJson } from './exact-json';

/** A step's RetryPolicies, with what SageMaker assumes where they say nothing. */
const retryPolicies = z.array(
  z
    .looseObject({
      ExceptionType: z.array(z.string()),
      IntervalSeconds: z.number().min(0).default(1),
      BackoffRate: z.number().min(0).default(2),
      MaxAttempts: z.number().int().min(1).optional(),
      ExpireAfterMin: z.number().min(0).optional(),
    })
    .transform((policy) =>
      policy.MaxAttempts === undefined && policy.ExpireAfterMin === undefined ? { ...policy, MaxAttempts: 5 } : policy,
    ),
);

type RetryPolicy = z.infer<typeof retryPolicies>[number];

/** Whether `policies` are none, or have the form that SageMaker takes. */
export function arePolicies(policies: ExactJson | undefined): boolean {
  return policies === undefined || retryPolicies.safeParse(plainJson(policies)).success;
}

/** Faults of services are tried again also without a policy. */
const ownPolicy: RetryPolicy = {
  ExceptionType: ['Step.SERVICE_FAULT', 'Step.THROTTLING'],
  IntervalSeconds: 1,
  BackoffRate: 2,
  MaxAttempts: 3,
};

/** Whether, and when, a step is tried again. */
export class Retries {
  private readonly policies: readonly RetryPolicy[];
  private readonly firstStart: number;
  private readonly made = new Map<RetryPolicy, number>();

  /** @param firstStart when the step was first tried, in milliseconds */
  constructor(policies: ExactJson | undefined, firstStart: number) {
    const parsed = retryPolicies.safeParse(policies === undefined ? [] : plainJson(policies));
    this.policies = [...(parsed.success ? parsed.data : []), ownPolicy];
    this.firstStart = firstStart;
  }

  /** Milliseconds from `now` until the step is tried again; undefined when it is not. */
  delayAfter(exception: RetryReason | undefined, now: number): number | undefined {
    const policy = this.policies.find(({ ExceptionType: types }) => types.some((type) => type === exception));
    if (!policy) return undefined;
    const made = this.made.get(policy) ?? 0;
    if (policy.MaxAttempts !== undefined && made >= policy.MaxAttempts) return undefined;
    const delay = policy.IntervalSeconds * 1000 * policy.BackoffRate ** made;
    const end = this.firstStart + (policy.ExpireAfterMin ?? Infinity) * 60_000;
    if (now + delay > end) return undefined;
    this.made.set(policy, made + 1);
    return delay;
  }
}

/** What a job's failure reason begins with, in SageMaker's words or in those of this machine, and what it stands for. */
const reasonsByBeginning: readonly (readonly [RegExp, RetryReason])[] = [
  [/^(InternalServerError|InternalFailure)\b/, 'SageMaker.JOB_INTERNAL_ERROR'],
  [/^(CapacityError|InsufficientCapacityError|local\.disk-full)\b/, 'SageMaker.CAPACITY_ERROR'],
  [
    /^(ResourceLimitExceeded|local\.job-failed-to-start .*\b(EAGAIN|ENOMEM|EMFILE|ENFILE)\b)/,
    'SageMaker.RESOURCE_LIMIT',
  ],
  [/^(ThrottlingException|Throttling|TooManyRequestsException)\b/, 'Step.THROTTLING'],
  [/^(ServiceFault|ServiceUnavailable|ServiceException)\b/, 'Step.SERVICE_FAULT'],
];

/** The kind of failure behind a job's failure reason; undefined for what the job itself did wrong. */
export function exceptionOf(failureReason: string): RetryReason | undefined {
  return reasonsByBeginning.find(([beginning]) => beginning.test(failureReason))?.[1];
}
