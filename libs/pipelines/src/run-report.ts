import { z } from 'zod';

const count = z.int().min(0);
const counts = z.record(z.string(), count);

/** What a run says of itself when it ends, also when it fails. */
export const runReport = z
  .strictObject({
    run_id: z.string(),
    job: z.string(),
    outcome: z.enum(['succeeded', 'failed']),
    error: z
      .strictObject({ code: z.string(), place: z.string(), cause: z.string(), remedy: z.string() })
      .meta({ title: 'ReportedError' })
      .nullable()
      .describe('Why it failed'),
    started_at: z.iso.datetime(),
    ended_at: z.iso.datetime(),
    arguments: z.record(z.string(), z.string().nullable()),
    job_spec_digest: z.string(),
    set_digest: z.string(),
    code_version: z.string().describe("SHA-256 of the job's Python sources"),
    rows_read: count,
    rows_accepted: count,
    rows_rejected: counts.describe('By reason'),
    rows_late: count,
    rows_early: count,
    rows_written: counts.describe('By table'),
    partitions_replaced: count,
    stage_seconds: z.record(z.string(), z.number()),
    totals: counts.describe('Counts that let other jobs reconcile'),
    notes: z.array(z.string()).describe('What a reader should know'),
  })
  .meta({ title: 'RunReport' });
export type RunReport = z.infer<typeof runReport>;
