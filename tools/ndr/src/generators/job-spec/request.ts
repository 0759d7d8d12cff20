import type { JobSpecText, PlannedJobSpec, Problem } from '@ndr/core';

/** A set of JobSpecs, by project and version. */
export interface SetName {
  readonly project: string;
  readonly version: string;
}

/** What the process that loads the model is asked: which files a set is to have. */
export interface JobSpecRequest {
  readonly set: SetName;
  readonly pipeline: string | null;
  /** As `KEY=JSON`. */
  readonly settings: readonly string[];
  readonly force: boolean;
  /** The files that exist, by job. */
  readonly existing: Readonly<Record<string, JobSpecText>>;
  /** The set to start from, and its files by job. */
  readonly source: { readonly set: SetName; readonly files: Readonly<Record<string, JobSpecText>> } | null;
}

/** What it answers: the files, or why there are none. */
export type JobSpecAnswer = { readonly files: readonly PlannedJobSpec[] } | { readonly problems: readonly Problem[] };
