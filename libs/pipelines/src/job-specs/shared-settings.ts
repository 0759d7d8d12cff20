import { z } from 'zod';
import { timeZone } from './time-zone';

const cidr = z.union([z.cidrv4(), z.cidrv6()]);
const port = z.int().min(0).max(65_535);

/** How an address becomes a segment. */
export const segmentMapping = z
  .strictObject({
    rules: z
      .array(z.strictObject({ cidr, name: z.string().min(1) }).meta({ title: 'SegmentRule' }))
      .default([])
      .describe('First match wins: CIDR → name'),
    prefix_length_v4: z.int().min(0).max(32).default(24).describe('Of IPv4 addresses that no rule matches'),
    prefix_length_v6: z.int().min(0).max(128).default(64).describe('Of IPv6 addresses that no rule matches'),
  })
  .meta({ title: 'SegmentMapping' });

/** Settings that every job of a set has, with equal values. */
export const sharedSettings = {
  time_zone: timeZone.default('UTC').describe('Time zone of working hours, weekends and holidays'),
  weekend_days: z.array(z.int().min(1).max(7)).default([6, 7]).describe('ISO days of the week, Monday 1'),
  holidays: z.array(z.iso.date()).default([]).describe('Local dates that count as weekend in time_band'),
  segment_mapping: segmentMapping.prefault({}).describe('How an address becomes a segment'),
};

/** Settings of the jobs that read integration, with equal values. */
export const integrationSettings = {
  time_format: z
    .enum(['iso8601', 'epoch_seconds', 'epoch_milliseconds'])
    .default('iso8601')
    .describe('Form of event_start and event_end'),
  field_mapping: z
    .record(z.string(), z.string())
    .default({})
    .describe('Names of columns in the batches that differ from ours: ours → theirs'),
  late_events: z
    .enum(['clamp', 'reject'])
    .default('clamp')
    .describe('A session whose end lies outside its batch is counted in its nearest slice, or rejected'),
};

/** Whether a range run insists that batches are recorded; each job that reads integration has its own. */
export const requireComplete = z
  .boolean()
  .default(false)
  .describe('A range run fails on a batch folder that has no batch record');

/** CIDRs whose addresses are hosts. */
export const internalNetworks = z
  .array(cidr)
  .default(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'])
  .describe('CIDRs whose addresses are hosts; empty: every address');

/** Lengths of FG-A's windows in quarter hours, by label. */
export const windowSlices = { w_15m: 1, w_30m: 2, w_1h: 4, w_8h: 32, w_24h: 96 } as const;

/** Windows that FG-A computes and FG-B builds baselines of. */
export const windows = z
  .array(z.enum(Object.keys(windowSlices) as [keyof typeof windowSlices]))
  .min(1)
  .default(Object.keys(windowSlices) as (keyof typeof windowSlices)[])
  .describe('Labels of the windows');

/** Named sets of destination ports. */
export const portSets = z
  .strictObject({
    high_risk: z.array(port).default([23, 135, 445, 1433, 3389, 4444, 5900, 6667]),
    admin: z.array(port).default([22, 23, 3389, 5900, 5985, 5986]),
    fileshare: z.array(port).default([139, 445, 2049]),
    directory: z.array(port).default([88, 389, 636, 3268, 3269]),
    db: z.array(port).default([1433, 1521, 3306, 5432, 6379, 27017]),
  })
  .meta({ title: 'PortSets' });
