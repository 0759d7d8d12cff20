import { userInfo } from 'node:os';

/** Who writes, and when: kept with each revision of a JobSpec. */
export function author(): { readonly updatedBy: string; readonly now: Date } {
  return { updatedBy: userName(), now: new Date() };
}

/** Containers run programs under numbers that have no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${String(process.getuid?.())}`;
  }
}
