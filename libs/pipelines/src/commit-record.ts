import { z } from 'zod';

const instant = z.iso.datetime().describe('UTC instant, ISO 8601 with Z');
const runId = z.string().min(1);

/**
 * What exists of one slice, or of one baseline snapshot: readers read exactly the files that records name. A run
 * replaces a record by one atomic put, so that readers see the former slice or the new one and never a half.
 */
export const commitRecord = z
  .strictObject({
    run_id: runId.describe('Run that wrote the files'),
    job: z.string().describe('Job of that run'),
    slice_start: instant.nullable().describe('Start of the slice; null for a snapshot'),
    baseline_end: instant.nullable().describe('Reference time of the snapshot; null for a slice'),
    mini_batch_id: z.string().nullable().describe('Batch that covers the slice'),
    batch_start: instant.nullable().describe('Start of that batch'),
    batch_end: instant.nullable().describe('End of that batch'),
    job_spec_digest: z.string().describe('Digest of the JobSpec of the run'),
    set_digest: z.string().describe('Digest of the set of JobSpecs it belonged to'),
    rows: z.record(z.string(), z.int()).describe('Rows, a table'),
    totals: z.record(z.string(), z.int()).describe('Counts that let the next job reconcile'),
    inputs: z.record(z.string(), runId).describe('Runs whose slices were read, by slice start'),
    novelty_baselines: z.array(instant).describe('Reference times of the baselines that were read'),
    files: z.record(z.string(), z.array(z.string())).describe('Paths below the prefix, a table'),
  })
  .meta({ title: 'CommitRecord' });
export type CommitRecord = z.infer<typeof commitRecord>;

/** A batch folder that is complete, with the interval that it covers. */
export const batchRecord = z
  .strictObject({
    // Not the two words that mean something else as an argument.
    mini_batch_id: z.string().regex(/^(?!(RANGE|none)$)[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/),
    batch_start: instant,
    batch_end: instant,
    rows: z.int().min(0).nullable().default(null).describe('Rows of the folder, where its writer counted them'),
  })
  .meta({ title: 'BatchRecord' });
export type BatchRecord = z.infer<typeof batchRecord>;
