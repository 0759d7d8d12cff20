import type { LedgerKey } from './ledger';
import type { OwnedRun, PipelineRun } from './pipeline-run';

/** A run that stands in a line: runs that overlap go one after the other. */
export interface LineEntry {
  readonly key: string;
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

/** The line with `entry` in it, and whether it is its turn: no run that overlaps runs, or waits and happened before. */
export function enter(line: Line | undefined, entry: LineEntry, now: number): { value: Line; result: Turn } {
  const others = (line?.entries ?? []).filter(({ key, expires_at }) => key !== entry.key && expires_at > now);
  const blocking = others.find((other) => overlap(other, entry) && (other.is_running || precedes(other, entry)));
  const entries = [...others, { ...entry, is_running: blocking === undefined }];
  return {
    value: { entries },
    result: blocking ? { isTurn: false, waitsFor: blocking.key } : { isTurn: true },
  };
}

/** The line with the place of a run that has had its turn, renewed. */
export function keepTurn(line: Line | undefined, entry: LineEntry): { value: Line; result: undefined } {
  const others = (line?.entries ?? []).filter(({ key }) => key !== entry.key);
  return { value: { entries: [...others, { ...entry, is_running: true }] }, result: undefined };
}

/** The place of a run in its line. */
export function lineEntry({ run, owner }: OwnedRun, expiresAt: number): LineEntry {
  const { key, start, end, happened } = run;
  return { key, owner, start, end, happened, is_running: false, expires_at: expiresAt };
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

function overlap(one: LineEntry, other: LineEntry): boolean {
  return one.start < other.end && other.start < one.end;
}

function precedes(one: LineEntry, other: LineEntry): boolean {
  return one.happened < other.happened || (one.happened === other.happened && one.key < other.key);
}
