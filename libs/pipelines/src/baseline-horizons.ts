/** Names of the horizons of baselines, and the days from one snapshot of a backfill to the next. */
export const backfillStepDays = { '7d': 1, '30d': 7 } as const;

/** Name of a horizon. */
export type BaselineHorizon = keyof typeof backfillStepDays;

export const baselineHorizons = Object.keys(backfillStepDays) as readonly BaselineHorizon[];

/** Every horizon, where one may be chosen. */
export const bothHorizons = 'both';

/** Horizon of the baseline that novelty is measured against. */
export const noveltyHorizon: BaselineHorizon = '30d';
