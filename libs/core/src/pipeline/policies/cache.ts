import type { Members } from '../values/template';

/** Whether a step may take its result from an earlier execution with the same arguments. */
export interface CachePolicy {
  readonly enabled: boolean;
  /** Age up to which a result is taken, as an ISO 8601 duration such as `P30D` or `PT12H`; any age when absent. */
  readonly expireAfter?: string;
}

/** `policy` as definitions write it. */
export function cacheMembers({ enabled, expireAfter }: CachePolicy): Members {
  return { Enabled: enabled, ...(expireAfter !== undefined && { ExpireAfter: expireAfter }) };
}
