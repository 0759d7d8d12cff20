import type { SetName } from '@ndr/aws';
import type { Report } from '@ndr/findings';
import { digestOfLog, ingest, type IngestSummary, type LogFormatName } from '@ndr/traffic';
import { completeProject, jobsOfProject } from './project';
import { projectNameOf } from './project-name';
import { judgeRange } from './judge-range';
import { referenceTimeAfter } from './reference-time';
import type { Context } from '../context';
import type { WatchEnd } from '../executions/watch-to-end';
import { ingestTarget } from '../ingest/target';

/** Logs, and the project that takes them. */
export interface AnalyzeOptions {
  readonly format: LogFormatName;
  readonly files: readonly string[];
  /** Named by the digests of the logs unless given. */
  readonly project?: string | undefined;
  readonly version: string;
  /** IANA zone of times that the log writes without one. */
  readonly timeZone?: string | undefined;
  readonly now: Date;
}

/** Which addresses are hosts, and why. */
export interface HostChoice {
  /** CIDRs; empty: every address. */
  readonly networks: readonly string[];
  readonly reason: 'default-networks' | 'no-address-in-default-networks' | 'job-specs';
  /** Whether any address of the logs is one of a host. */
  readonly hasHost: boolean;
}

/** What was made of the logs on the way to findings. */
export interface AnalyzedLogs {
  readonly set: SetName;
  readonly logs: IngestSummary;
  readonly hosts: HostChoice;
  readonly referenceTime: Date;
}

/** Findings about logs, or how the execution ended that did not succeed. */
export type Analysis = AnalyzedLogs &
  ({ readonly kind: 'report'; readonly report: Report } | { readonly kind: 'unfinished'; readonly end: WatchEnd });

/**
 * From logs to findings: JobSpecs of a project, batches, the 15m pipeline over all of them, baselines up to their end, a
 * report. Each step completes what an interrupted one left; the same logs again give the same tables.
 * @throws NdrError `traffic.…`, `batch.invalid`, `job-spec.…`, `local.…`, `findings.…`; the reason of the context's signal,
 * when it is aborted while logs are read; a failed step is a result
 */
export async function analyze(context: Context, options: AnalyzeOptions): Promise<Analysis> {
  const { version, now } = options;
  const set = { project: options.project ?? (await projectOf(options.files)), version };
  const { logs, hosts } = await ingestInto(context, set, options);
  const referenceTime = referenceTimeAfter(new Date(logs.prefixEnd), now);
  const judgement = await judgeRange(context, { set, start: logs.prefixStart, end: logs.prefixEnd, referenceTime });
  return { set, logs, hosts, referenceTime, ...judgement };
}

async function projectOf(files: readonly string[]): Promise<string> {
  const digests: string[] = [];
  for (const file of files) digests.push(await digestOfLog(file));
  return projectNameOf(digests);
}

/**
 * Ingests the logs, and makes the project's JobSpecs complete. The hosts of a new project are those of the default
 * networks, or every address when the logs have none of them; so its JobSpecs come after the logs.
 */
async function ingestInto(
  context: Context,
  set: SetName,
  { format, files, timeZone }: AnalyzeOptions,
): Promise<Pick<AnalyzedLogs, 'logs' | 'hosts'>> {
  const isNew = (await jobsOfProject(context, set)).length === 0;
  if (!isNew) await completeProject(context, set, []);
  const { folder, internalNetworks } = await ingestTarget(context, set, undefined);
  const logs = await ingest({
    format,
    files,
    folder,
    internalNetworks,
    reporter: context.reporter,
    signal: context.signal,
    ...(timeZone !== undefined && { timeZone }),
  });
  const hasHost = logs.hasInternalAddress === true;
  if (!isNew) return { logs, hosts: { networks: internalNetworks, reason: 'job-specs', hasHost } };
  const hosts: HostChoice = hasHost
    ? { networks: internalNetworks, reason: 'default-networks', hasHost }
    : { networks: [], reason: 'no-address-in-default-networks', hasHost: true };
  await completeProject(context, set, hosts.networks);
  return { logs, hosts };
}
