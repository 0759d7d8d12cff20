import type { LedgerKey } from './ledger';
import type { OwnedRun, PipelineRun } from './pipeline-run';

/** A run that stands in a line: runs that overlap go one after the other. */
export interface LineEntry {
  readonly key: string;
  readonly digest: string;
  readonly owner: string;
  readonly start: string;
  readonly end: string;
  readonly happened: string;
  readonly is_running: boolean;
  /** Milliseconds since 1970. */
  readonly expires_at: number;
}

/** The line of a project's version: one item, so that two who come at once see each other. */
export interface Line {
  readonly entries: readonly LineEntry[];
}

export function lineKey({ project, version, line }: PipelineRun): LedgerKey {
  return { project_name: `${project}#line`, job_name_version: `${version}#${line}` };
}

/**
 * The line with `entry` in it, and whether it is its turn: no run that overlaps runs, or waits and happened before. Who
 * has had its turn keeps it, also in the hands of another owner, since its execution may be under way.
 */
export function enter(line: Line | undefined, entry: LineEntry, now: number): { value: Line; result: Turn } {
  const current = (line?.entries ?? []).filter(({ expires_at }) => expires_at > now);
  const others = othersThan(entry, current);
  const hasTurn = current.some((own) => own.is_running && !others.includes(own));
  const blocking = hasTurn
    ? undefined
    : others.find((other) => overlap(other, entry) && (other.is_running || precedes(other, entry)));
  const entries = [...others, { ...entry, is_running: blocking === undefined }];
  return {
    value: { entries },
    result: blocking ? { isTurn: false, waitsFor: blocking.key } : { isTurn: true },
  };
}

/** The line with the place of a run that has had its turn, renewed. */
export function keepTurn(line: Line | undefined, entry: LineEntry): { value: Line; result: undefined } {
  const others = othersThan(entry, line?.entries ?? []);
  return { value: { entries: [...others, { ...entry, is_running: true }] }, result: undefined };
}

/** The place of a run in its line. */
export function lineEntry({ run, owner }: OwnedRun, expiresAt: number): LineEntry {
  const { key, digest, start, end, happened } = run;
  return { key, digest, owner, start, end, happened, is_running: false, expires_at: expiresAt };
}

/** The line without a run. */
export function leave(line: Line | undefined, key: string, owner: string): { value?: Line; result: undefined } {
  const entries = (line?.entries ?? []).filter((entry) => entry.key !== key || entry.owner !== owner);
  return entries.length === line?.entries.length || !line
    ? { result: undefined }
    : { value: { entries }, result: undefined };
}

/** Whether it is a run's turn, and for which it waits. */
export type Turn = { readonly isTurn: true } | { readonly isTurn: false; readonly waitsFor: string };

/** A run of former content that runs is another one: its execution may go on, though its owner was lost. */
function othersThan(own: LineEntry, entries: readonly LineEntry[]): readonly LineEntry[] {
  return entries.filter(({ key, digest, is_running }) => key !== own.key || (is_running && digest !== own.digest));
}

function overlap(one: LineEntry, other: LineEntry): boolean {
  return one.start < other.end && other.start < one.end;
}

function precedes(one: LineEntry, other: LineEntry): boolean {
  return one.happened < other.happened || (one.happened === other.happened && one.key < other.key);
}
