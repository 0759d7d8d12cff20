import { userInfo } from 'node:os';

/** Who writes, and when: kept with each revision of a JobSpec. */
export function author(): { readonly updatedBy: string; readonly now: Date } {
  return { updatedBy: userInfo().username, now: new Date() };
}
