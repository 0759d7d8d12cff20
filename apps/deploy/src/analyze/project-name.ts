import { createHash } from 'node:crypto';

/** A project's name from the digests of its logs: the same logs in any order, also given twice, are the same project. */
export function projectNameOf(digests: readonly string[]): string {
  const logs = [...new Set(digests)].sort().join('\n');
  return `analyze-${createHash('sha256').update(logs).digest('hex').slice(0, 12)}`;
}
