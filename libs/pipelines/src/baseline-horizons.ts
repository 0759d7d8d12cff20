/** Names of the horizons of baselines, and the days from one snapshot of a backfill to the next. */
export const backfillStepDays = { '7d': 1, '30d': 7 } as const;

/** Name of a horizon. */
export type BaselineHorizon = keyof typeof backfillStepDays;

/** Which days the baselines of a horizon are made of, by the names of the JobSpec. */
export interface BaselineRange {
  /** Days of the range. */
  readonly horizon_days: number;
  /** Days between the range and the reference time. */
  readonly safety_gap_days: number;
}

/** The ranges of a JobSpec that says nothing else. */
export const defaultBaselineRanges: Readonly<Record<BaselineHorizon, BaselineRange>> = {
  '7d': { horizon_days: 7, safety_gap_days: 2 },
  '30d': { horizon_days: 30, safety_gap_days: 7 },
};

/** Names of the horizons. */
export const baselineHorizons = Object.keys(backfillStepDays) as readonly BaselineHorizon[];

/** Every horizon, where one may be chosen. */
export const bothHorizons = 'both';

/** Horizon of the baseline that novelty is measured against. */
export const noveltyHorizon: BaselineHorizon = '30d';
