import { z } from 'zod';
import { runResult } from './pipeline-run';

/** Keys of failed runs that a cause names: it has at most 256 KB, with all else that a state holds. */
const mostNamed = 20;

const conclusion = z.object({
  done: z.int(),
  absorbed: z.int(),
  failed: z.int(),
  /** Keys of those that failed, of many the first. */
  failedKeys: z.array(z.string()),
  /** Why the machine fails; empty when it does not. */
  cause: z.string(),
});

/** How the runs of a machine ended. */
export type Conclusion = z.infer<typeof conclusion>;

/** What was counted before, and results of runs by the part of a machine that they belong to. */
const concludeInput = z.object({ before: conclusion.optional() }).catchall(z.array(runResult).default([]));

const causePrefix = 'failed: ';

/** Keys of the runs that the cause of a machine's failure names. */
export function failedRunsOf(cause: string): readonly string[] {
  return cause.startsWith(causePrefix) ? cause.slice(causePrefix.length).split(', ') : [];
}

/** Counts how runs ended, of every part of a machine, and of what it did before. */
// eslint-disable-next-line @typescript-eslint/require-await -- handlers answer promises
export async function conclude(input: unknown): Promise<Conclusion> {
  const { before, ...parts } = concludeInput.parse(input);
  const results = Object.values(parts).flat();
  const keysOf = (outcome: string) => results.filter((result) => result.outcome === outcome).map(({ key }) => key);
  const failed = keysOf('failed');
  const failedKeys = [...(before?.failedKeys ?? []), ...failed].slice(0, mostNamed);
  return {
    done: (before?.done ?? 0) + keysOf('done').length,
    absorbed: (before?.absorbed ?? 0) + keysOf('absorbed').length,
    failed: (before?.failed ?? 0) + failed.length,
    failedKeys,
    cause: failedKeys.length === 0 ? '' : `${causePrefix}${failedKeys.join(', ')}`,
  };
}
