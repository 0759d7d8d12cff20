import { z } from 'zod';
import { runResult } from './pipeline-run';

const concludeInput = z.record(z.string(), z.array(runResult).default([]));

/** How the runs of a machine ended. */
export interface Conclusion {
  readonly done: number;
  readonly absorbed: number;
  readonly failed: number;
  /** Why the machine fails; empty when it does not. */
  readonly cause: string;
}

/** Counts how runs ended, of every part of a machine. */
// eslint-disable-next-line @typescript-eslint/require-await -- handlers answer promises
export async function conclude(input: unknown): Promise<Conclusion> {
  const results = Object.values(concludeInput.parse(input)).flat();
  const keysOf = (outcome: string) => results.filter((result) => result.outcome === outcome).map(({ key }) => key);
  const failed = keysOf('failed');
  return {
    done: keysOf('done').length,
    absorbed: keysOf('absorbed').length,
    failed: failed.length,
    cause: failed.length === 0 ? '' : `failed: ${failed.slice(0, 20).join(', ')}`,
  };
}
