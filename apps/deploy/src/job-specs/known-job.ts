import type { JobSpecSet } from '@ndr/aws';
import { NdrError } from '@ndr/core';

/**
 * Refuses a job that `set` does not have.
 * @throws NdrError `usage`
 */
export function checkJob({ members }: JobSpecSet, job: string | undefined): void {
  const known = members.map(({ definition }) => definition.jobName);
  if (job === undefined || known.includes(job)) return;
  const remedy = `Use one of ${known.join(', ')}.`;
  throw new NdrError({ code: 'usage', place: 'job', cause: `no pipeline has a job ${job}`, remedy });
}
