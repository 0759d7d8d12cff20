import type { CommandOf, OrchestratedRun, RecentExecution } from '@ndr/aws';
import { tableLines } from './table';
import type { BaselinesReport, DayCoverage, HistoryReport } from '../history/history-report';

/** What `ndr status` found of a project and version; without a report nothing was recorded. */
export interface ProjectStatus {
  readonly project: string;
  readonly version: string;
  readonly report: HistoryReport | null;
  readonly runs: readonly OrchestratedRun[];
}

/** Days that are shown though nothing is amiss with them. */
const shownDays = 14;
const shownNames = 8;

/** What a person reads of projects and of the executions of their pipelines. */
export function statusLines(
  projects: readonly ProjectStatus[],
  executions: readonly RecentExecution[],
  commandOf: CommandOf,
): readonly string[] {
  return [...projects.flatMap((project) => projectLines(project, commandOf)), ...executionLines(executions, commandOf)];
}

function projectLines({ project, version, report, runs }: ProjectStatus, commandOf: CommandOf): readonly string[] {
  if (!report) return [`${project} ${version}: no batch was recorded yet`, ''];
  return [
    `${project} ${version}`,
    ...tableLines(['day', 'slices', 'recorded', 'deltas', 'pair_counts', 'fg_a'], dayRows(report.days)),
    '',
    ...listed('unprocessed batches', report.unprocessed),
    ...listed('slices without a batch', report.gaps),
    ...listed('stale window ends', report.staleWindows),
    ...listed('window ends with another novelty baseline now', report.staleNovelty),
    ...Object.entries(report.baselines).flatMap(([horizon, baselines]) => baselineLines(horizon, baselines)),
    ...runs.map(runLine),
    ...remedyLines({ project, version }, report, commandOf),
    '',
  ];
}

function dayRows(days: readonly DayCoverage[]) {
  const from = days.length - shownDays;
  return days
    .filter((day, index) => index >= from || day.recorded !== day.fg_a || day.recorded !== day.pair_counts)
    .map(({ day, slices, recorded, deltas, pair_counts, fg_a }) => [day, slices, recorded, deltas, pair_counts, fg_a]);
}

function listed(what: string, names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  const more = names.length > shownNames ? ` and ${names.length - shownNames} more` : '';
  return [`${names.length} ${what}: ${names.slice(0, shownNames).join(', ')}${more}`];
}

function baselineLines(
  horizon: string,
  { newest, ageDays, snapshots, missing, stale }: BaselinesReport,
): readonly string[] {
  const state =
    newest === null ? 'none yet' : `${snapshots} in the range, newest ${newest}, ${String(ageDays)} days old`;
  return [
    `${horizon} baselines: ${state}`,
    ...listed(`${horizon} baselines missing`, missing),
    ...listed(`${horizon} baselines whose slices changed since`, stale),
  ];
}

function runLine({ key, state, reason, command }: OrchestratedRun): string {
  if (state === 'held') return `under way: ${key}`;
  const what = state === 'lost' ? 'was interrupted' : 'gave up';
  return `${what}: ${key}${reason === undefined ? '' : `: ${reason}`}; ${command}`;
}

function remedyLines(
  { project, version }: Pick<ProjectStatus, 'project' | 'version'>,
  report: HistoryReport,
  commandOf: CommandOf,
): readonly string[] {
  const command = commandOf(`ndr backfill --missing --project ${project} --version ${version}`);
  const onlyNovelty = report.staleNovelty.length + Object.values(report.baselines).flatMap(({ stale }) => stale).length;
  if (report.missing === 0) return ['Nothing is missing.'];
  return [report.missing > onlyNovelty ? `To fill it: ${command}` : `To renew it: ${command} --novelty`];
}

function executionLines(executions: readonly RecentExecution[], commandOf: CommandOf): readonly string[] {
  if (executions.length === 0) return ['No execution yet.'];
  const rows = executions.map(({ startTime, pipeline, status, displayName = '' }) => [
    startTime,
    pipeline,
    status,
    displayName,
  ]);
  const failed = executions.filter(({ status }) => status === 'Failed' || status === 'Stopped');
  return [
    ...tableLines(['started', 'pipeline', 'status', 'name'], rows),
    ...failed.flatMap(({ arn, status, failureReason }) => [
      `${status}${failureReason === undefined ? '' : `: ${failureReason}`}`,
      `  to go on: ${commandOf(`ndr retry ${arn} --wait`)}`,
    ]),
  ];
}
