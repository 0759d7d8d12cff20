import type { Ledger, LedgerKey } from './ledger';
import type { PipelineRun } from './pipeline-run';

/** The lock item of a run: who has it, until when, and which execution does it. It stays as the record of its end. */
export interface RunLock {
  readonly state: 'held' | 'done' | 'failed';
  readonly run: PipelineRun;
  /** ARN of the state machine's execution that has, or had, it. */
  readonly owner: string;
  /** Milliseconds since 1970 after which another may take it over. */
  readonly expires_at: number;
  /** Raised each time that it is claimed anew, so that another execution is started. */
  readonly attempt: number;
  /** ARN of the pipeline's execution. */
  readonly execution_arn?: string;
  /** When that began, or went on after a fault; milliseconds since 1970. */
  readonly begun_at?: number | undefined;
  /** Set once orchestration has asked the execution to stop, because it hung. */
  readonly is_stopping?: boolean;
  readonly reason?: string;
}

export function lockKey({ project, version, key }: PipelineRun): LedgerKey {
  return { project_name: partitionOf(project), job_name_version: `${version}#${key}` };
}

/** The locks of all runs of a project, whatever became of them. */
export async function readLocks(ledger: Ledger, project: string): Promise<readonly RunLock[]> {
  return (await ledger.list(partitionOf(project))).map(({ value }) => value as unknown as RunLock);
}

function partitionOf(project: string): string {
  return `${project}#runs`;
}

/** What comes of a claim. */
export type Claim =
  /** It is the caller's. */
  | { readonly outcome: 'claimed' }
  /** It was done, or another does it: nothing is left to do. */
  | { readonly outcome: 'absorbed'; readonly reason: string }
  /** Another does the same over former content: once that has ended, it is to be done again. */
  | { readonly outcome: 'later' };

/** What becomes of the lock of `run` when `owner` claims it until `expiresAt`. */
export function claim(
  lock: RunLock | undefined,
  run: PipelineRun,
  owner: string,
  { now, expiresAt }: { readonly now: number; readonly expiresAt: number },
): { readonly value?: RunLock; readonly result: Claim } {
  const held = { state: 'held', run, owner, expires_at: expiresAt } as const;
  const claimed = { outcome: 'claimed' } as const;
  if (!lock) return { value: { ...held, attempt: 1 }, result: claimed };
  const isSame = lock.run.digest === run.digest;
  const isTheirs = lock.state === 'held' && lock.owner !== owner && lock.expires_at > now;
  if (isTheirs && !isSame) return { result: { outcome: 'later' } };
  if (isSame && (isTheirs || lock.state !== 'held')) return { result: { outcome: 'absorbed', reason: reasonOf(lock) } };
  if (!isSame) return { value: { ...held, attempt: lock.attempt + 1 }, result: claimed };
  // Its own again, or one whose owner was lost: what that one had started goes on.
  return { value: { ...lock, ...held }, result: claimed };
}

/** A run that was given up is told to people, and done anew only when they ask for it. */
function reasonOf({ state, owner }: RunLock): string {
  return state === 'held' ? `${owner} does it` : `${state} by ${owner}`;
}
