import { sliceMilliseconds } from '@ndr/core';
import { defaultBaselineRanges } from '@ndr/pipelines';
import type { RankOptions, Reference } from './findings';
import { rangeOf, type JudgedSources } from './judged-sources';
import { committedSlices } from '../tables/commit-records';
import type { Database } from '../tables/database';
import { dayMilliseconds } from '../tables/days';

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** What findings cannot say for lack of history, a sentence each. Needs the relation `judged`. */
export async function limitsOf(
  database: Database,
  { fgA, snapshot, interval }: JudgedSources,
  reference: Reference,
  options: RankOptions,
): Promise<readonly string[]> {
  if (reference.kind === 'run' || !snapshot) return withinTheRun(reference);
  // What the name of the horizon promises, also where a JobSpec makes its range shorter.
  const { horizon_days: wanted } = defaultBaselineRanges[snapshot.horizon];
  const range = rangeOf(snapshot, options);
  const slices = (await committedSlices(fgA.prefix)).filter((slice) => slice >= range.start && slice < range.end);
  const days = (slices.length * sliceMilliseconds) / dayMilliseconds;
  return [
    ...(days < wanted
      ? [
          `The ${snapshot.horizon} baseline has ${number.format(days)} of ${wanted} days: hours and days of the week that it lacks have no baseline, and what is rare may only look so.`,
        ]
      : []),
    ...(interval.start < range.end && interval.end > range.start
      ? [
          'The baseline holds traffic that is judged: what a host did all the time counts as ordinary, and none of its pairs is new.',
        ]
      : []),
    ...((await knowsNovelty(database))
      ? []
      : [
          `Windows were computed without an earlier 30d baseline: how many of their peers and ports are new is not known.`,
        ]),
  ];
}

function withinTheRun(reference: Reference): readonly string[] {
  const reason = reference.kind === 'run' ? `: ${reference.reason}` : '';
  return [
    `There is no usable baseline${reason}. Hosts are ranked within the run, by how far they stand from the other hosts of it.`,
    'What is always so of a host cannot be told from what is new, and no pair can be called new.',
  ];
}

async function knowsNovelty(database: Database): Promise<boolean> {
  const [count] = await database.rows<{ readonly known: number }>(
    'SELECT count(new_peer_cnt_lookback30d)::DOUBLE AS known FROM judged',
  );
  return (count?.known ?? 0) > 0;
}
