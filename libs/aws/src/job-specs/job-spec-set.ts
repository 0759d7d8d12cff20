import { canonicalJson, setDigest, sha256Hex, type JobSpec, type PlacedJobSpec } from '@ndr/core';

/** The JobSpec of one job, as the job reads it. */
export interface JobSpecMember extends PlacedJobSpec {
  /** File, or item of a table, that it was read from. */
  readonly file: string;
}

/** The JobSpecs of a project and feature-spec version, one a job. */
export interface JobSpecSet {
  readonly project: string;
  readonly version: string;
  readonly members: readonly JobSpecMember[];
}

/** The text of `spec` that is stored and hashed. */
export function specText(spec: JobSpec): string {
  return canonicalJson(spec);
}

/** Digest of `set`: over the digests of its members. */
export function digestOfSet({ members }: JobSpecSet): string {
  return setDigest(members.map(({ spec }) => sha256Hex(specText(spec))));
}
