import { integerParameter, stringParameter } from '@ndr/core';
import { baselineHorizons, bothHorizons } from '../baseline-horizons';

const plainName = /[A-Za-z0-9][A-Za-z0-9._-]{0,127}/;
const gridInstant = /\d{4}-\d{2}-\d{2}T\d{2}:(00|15|30|45)(:00(\.0+)?)?(Z|\+00:00)/;
const midnight = /\d{4}-\d{2}-\d{2}T00:00(:00(\.0+)?)?(Z|\+00:00)/;

export const projectName = stringParameter('ProjectName', {
  description: 'a project that has JobSpecs',
  pattern: plainName,
});

export const featureSpecVersion = stringParameter('FeatureSpecVersion', {
  description: 'a feature-spec version of the project, such as v1',
  pattern: plainName,
});

/** Mini-batch id of a run over every recorded batch of an interval. */
export const rangeMiniBatchId = 'RANGE';

export const miniBatchId = stringParameter('MiniBatchId', {
  description: `the id of a mini-batch, or ${rangeMiniBatchId} for every recorded batch between start and end`,
  pattern: /(?!none$)[A-Za-z0-9][A-Za-z0-9._-]{0,127}/,
});

export const batchStartTsIso = stringParameter('BatchStartTsIso', {
  description: 'the start of the batch, a UTC quarter hour such as 2024-04-19T00:15:00Z',
  pattern: gridInstant,
});

export const batchEndTsIso = stringParameter('BatchEndTsIso', {
  description: 'the end of the batch, a UTC quarter hour such as 2024-04-19T00:30:00Z',
  pattern: gridInstant,
});

/** What a job of the 15m pipeline is told about its run. */
export const batchParameters = [projectName, featureSpecVersion, miniBatchId, batchStartTsIso, batchEndTsIso] as const;

export const baselineHorizon = stringParameter('BaselineHorizon', {
  description: `the horizon of the baselines, or ${bothHorizons}`,
  default: '7d',
  enum: [...baselineHorizons, bothHorizons],
});

/** Baseline mode of one snapshot a horizon. */
export const regularMode = 'REGULAR';

/** Baseline mode of the snapshots of many reference times. */
export const backfillMode = 'BACKFILL';

export const baselineMode = stringParameter('BaselineMode', {
  description: `${regularMode} for one reference time, ${backfillMode} for those between two`,
  default: regularMode,
  enum: [regularMode, backfillMode],
});

export const baselineEndTsIso = stringParameter('BaselineEndTsIso', {
  description: `the reference time of a ${regularMode} run, a UTC midnight such as 2024-04-19T00:00:00Z; the newest unless given`,
  optional: true,
  pattern: midnight,
});

export const backfillStartTsIso = stringParameter('BackfillStartTsIso', {
  description: `the first reference time of a ${backfillMode} run, a UTC midnight such as 2024-04-01T00:00:00Z`,
  optional: true,
  pattern: midnight,
});

export const backfillEndTsIso = stringParameter('BackfillEndTsIso', {
  description: `the last reference time of a ${backfillMode} run, a UTC midnight at or after the first`,
  optional: true,
  pattern: midnight,
});

/** What the job of the FG-B baseline pipeline is told about its run. */
export const baselineParameters = [
  projectName,
  featureSpecVersion,
  baselineHorizon,
  baselineMode,
  baselineEndTsIso,
  backfillStartTsIso,
  backfillEndTsIso,
] as const;

export const processingImageUri = stringParameter('ProcessingImageUri', {
  description: 'the image of the Spark container',
});

export const processingInstanceType = stringParameter('ProcessingInstanceType', {
  description: 'a type of ML instance',
  default: 'ml.m5.4xlarge',
  pattern: /ml\.[a-z0-9-]+\.[a-z0-9-]+/,
});

export const processingInstanceCount = integerParameter('ProcessingInstanceCount', {
  description: 'the number of instances',
  default: 1,
  minimum: 1,
});

/** What configures the processor that all steps of a pipeline share; no script argument. */
export const processorParameters = [processingImageUri, processingInstanceType, processingInstanceCount] as const;
