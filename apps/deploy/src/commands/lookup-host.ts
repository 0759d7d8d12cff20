import { lookupHost, type MetricBaseline } from '@ndr/findings';
import { bucketRootOf } from '@ndr/local-sagemaker';
import { fgAMetrics, windowSlices } from '@ndr/pipelines';
import { z } from 'zod';
import { baselineOptions } from './lookup-arguments';
import { command } from '../command-line/command';
import { exitCode } from '../exit-codes';
import { addressArgument, segmentIn } from '../findings/addresses';
import { findSet } from '../findings/find-set';
import { tablesOf } from '../findings/project-data';
import { tableLines } from '../render/table';

const timeBands = ['WD_WORKING', 'WD_OFF', 'WD_NIGHT', 'WE_WORKING', 'WE_OFF', 'WE_NIGHT'] as const;
const windowLabels = Object.keys(windowSlices) as [keyof typeof windowSlices];
const metricNames = fgAMetrics.map(({ name }) => name);

/** `ndr lookup host`: what is normal for a host, and whose normal it is. */
export const lookupHostCommand = command({
  name: 'host',
  summary: 'Show what is normal for a host: its own baseline, else its segment’s, else everybody’s.',
  options: z.strictObject({
    host: addressArgument.meta({ positional: true }).describe('Address of the host'),
    ...baselineOptions,
    role: z.enum(['outbound', 'inbound']).default('outbound').describe('As client or as server'),
    window: z.enum(windowLabels).default('w_1h').describe('Window of the features'),
    timeBand: z.enum(timeBands).default('WD_WORKING').describe('Weekday or weekend, and time of day'),
    metric: z
      .array(z.enum(metricNames as [string], { error: 'must be a metric of FG-A' }))
      .default([])
      .describe('Only this metric; may be repeated'),
  }),
  examples: ['$0 lookup host 10.0.0.5 --window w_24h --metric bytes_sent_sum'],
  async run({ host, project, version, horizon, end, segment, role, window, timeBand, metric }, context) {
    const set = await findSet(context, { project, version });
    const question = {
      hostIp: host,
      segmentId: segment ?? segmentIn(set, host),
      role,
      windowLabel: window,
      timeBand,
      horizon,
      notAfter: end === undefined ? undefined : new Date(end),
    };
    const found = await lookupHost(tablesOf(bucketRootOf(context.stateFolder), set), question);
    const metrics = found.metrics.filter((each) => metric.length === 0 || metric.includes(each.metric));
    const key = { host_ip: host, role, segment_id: question.segmentId, time_band: timeBand, window_label: window };
    context.output.result({ project: set.project, version: set.version, ...key, ...found, metrics }, () => [
      `${host}, ${role}, ${window}, ${timeBand}, segment ${question.segmentId}: ${found.baseline_horizon} baseline of ${found.baseline_end}`,
      '',
      ...(metrics.length === 0
        ? ['No baseline knows anything of it, not even everybody’s.']
        : tableLines(headings, metrics.map(row))),
    ]);
    return exitCode.done;
  },
});

const headings = ['metric', 'level', 'median', 'p25', 'p75', 'p95', 'p99', 'mad', 'support', ''];

function row(baseline: MetricBaseline): readonly (string | number)[] {
  const { metric, baseline_level, median, p25, p75, p95, p99, mad, support_count, cold_start_flag } = baseline;
  const note = cold_start_flag === 1 ? 'cold start' : '';
  return [metric, baseline_level, median, p25, p75, p95, p99, mad, support_count, note];
}
