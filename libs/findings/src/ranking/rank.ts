import type { EpisodeLabel } from '@ndr/pipelines';
import { createDeviatingMetrics } from './deviating-metrics';
import { episodeRanks, evaluate } from './evaluation';
import type { Findings, RankOptions, Reference } from './findings';
import { readHostDays } from './host-days';
import { createJudgedPairs } from './judged-pairs';
import { createJudgedRows } from './judged-rows';
import { findJudgedSources, noRows, type JudgedSources } from './judged-sources';
import { isWithin } from './involvement';
import { readLabels } from './labels';
import { limitsOf } from './limits';
import { rankedHosts, worstDays } from './ranked-hosts';
import { rankedPairs } from './ranked-pairs';
import { createBaselines } from '../baselines/levels';
import { createRunBaselines } from '../baselines/run-baselines';
import type { Snapshot } from '../baselines/snapshots';
import { filesOf, readCommitted } from '../tables/committed';
import { withDatabase, type Database } from '../tables/database';
import type { ProjectTables } from '../tables/project-tables';

const defaultLimit = 20;

/** Pairs that are looked at for ranks of episodes; fewer are listed. */
const pairsLookedAt = 500;

/**
 * Ranks the hosts and pairs of a range by how far they stand from their baselines; without a usable baseline hosts are
 * compared with the others of the run, which `reference` says.
 * @throws NdrError `findings.no-rows`, `findings.unreadable`, `labels.invalid`
 */
export async function rankFindings(tables: ProjectTables, options: RankOptions = {}): Promise<Findings> {
  const { findings } = await judge(tables, options, () => Promise.resolve());
  return findings;
}

/** Ranks as `rankFindings` does, then asks the database in which hosts and pairs were judged for more. */
export async function judge<T>(
  tables: ProjectTables,
  options: RankOptions,
  more: (database: Database, findings: Findings) => Promise<T>,
): Promise<{ readonly findings: Findings; readonly result: T }> {
  const labels = options.labelsFile === undefined ? undefined : await readLabels(options.labelsFile);
  return readCommitted(
    () => findJudgedSources(tables, options),
    (sources) =>
      withDatabase(async (database) => {
        const findings = await rank(database, sources, { ...options, labels });
        return { findings, result: await more(database, findings) };
      }),
  );
}

async function rank(
  database: Database,
  sources: JudgedSources,
  options: { readonly labels: readonly EpisodeLabel[] | undefined } & RankOptions,
): Promise<Findings> {
  const { fgA, pairCounts, snapshot, interval } = sources;
  const { labels, limit = defaultLimit } = options;
  const rows = await createJudgedRows(database, fgA, interval.end);
  if (rows === 0) throw noRows(fgA.prefix, interval);
  const usable = snapshot && filesOf(snapshot, 'global').length > 0 ? snapshot : undefined;
  await (usable ? createBaselines(database, usable) : createRunBaselines(database));
  await createDeviatingMetrics(database);
  await createJudgedPairs(database, pairCounts, usable);
  const days = await readHostDays(database);
  const worst = worstDays(days);
  const within = (labels ?? []).filter((label) => isWithin(interval, label));
  const pairs = await rankedPairs(database, within, pairsLookedAt);
  const reference = referenceOf(snapshot, usable);
  const episodes = episodeRanks(within, worst, pairs);
  return {
    from: new Date(interval.start).toISOString(),
    to: new Date(interval.end).toISOString(),
    reference,
    limits: await limitsOf(database, sources, reference, options),
    hosts_judged: worst.length,
    hosts: await rankedHosts(database, worst, { labels: within, pairs, limit }),
    pairs: pairs.slice(0, limit),
    ...(labels && { episodes, evaluation: evaluate(episodes, days) }),
  };
}

function referenceOf(snapshot: Snapshot | undefined, usable: Snapshot | undefined): Reference {
  if (usable) return { kind: 'baseline', horizon: usable.horizon, end: usable.end };
  const reason = snapshot
    ? `the ${snapshot.horizon} baseline of ${snapshot.end} holds no row: its days have no data`
    : 'no baseline is committed';
  return { kind: 'run', reason };
}
