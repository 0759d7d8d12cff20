import type { CachePolicy } from '../policies/cache';
import type { RetryPolicy, RetryReason } from '../policies/retry';
import type { JobStepOptions, Step } from '../steps/step';
import { isList, isMembers, type Members, type Template } from '../values/template';

/** What every step may have been told to have these settings; what it cannot give is left out. */
export function commonOptions({ dependsOn, settings }: Step): JobStepOptions {
  const { DisplayName, Description, CacheConfig, RetryPolicies } = settings;
  return {
    ...(dependsOn.length > 0 && { dependsOn }),
    ...(typeof DisplayName === 'string' && { displayName: DisplayName }),
    ...(typeof Description === 'string' && { description: Description }),
    ...(isMembers(CacheConfig) && { cache: cacheOf(CacheConfig) }),
    ...(isList(RetryPolicies) && { retries: RetryPolicies.map(retryOf) }),
  };
}

function cacheOf({ Enabled: enabled, ExpireAfter: expireAfter }: Members): CachePolicy {
  return {
    enabled: enabled as boolean,
    ...(expireAfter !== undefined && { expireAfter: expireAfter as string }),
  };
}

function retryOf(template: Template): RetryPolicy {
  const policy = isMembers(template) ? template : {};
  const { BackoffRate: rate, IntervalSeconds: interval, MaxAttempts: attempts, ExpireAfterMin: minutes } = policy;
  return {
    reasons: policy.ExceptionType as readonly RetryReason[],
    ...(interval !== 1 && { intervalSeconds: interval as number }),
    ...(rate !== 2 && { backoffRate: rate as number }),
    ...(attempts !== undefined && { until: { attempts: attempts as number } }),
    ...(minutes !== undefined && { until: { minutes: minutes as number } }),
  };
}
