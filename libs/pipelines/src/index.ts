export {
  backfillStepDays,
  baselineHorizons,
  bothHorizons,
  defaultBaselineRanges,
  noveltyHorizon,
  type BaselineHorizon,
  type BaselineRange,
} from './baseline-horizons';
export { codeRoot, sharedPackages } from './builders/code-root';
export { deltaBuilder } from './builders/delta-builder';
export { fgABuilder } from './builders/fg-a-builder';
export { fgBBuilder } from './builders/fg-b-builder';
export { pairCountsBuilder } from './builders/pair-counts-builder';
export { batchRecord, commitRecord, type BatchRecord, type CommitRecord } from './commit-record';
export { episodeLabel, parseEpisodeLabels, type EpisodeLabel } from './episode-label';
export { deltas } from './datasets/deltas';
export { fgA, fgAMetrics } from './datasets/fg-a';
export { baselineStatistics, fgB } from './datasets/fg-b';
export { integration, optionalIntegrationColumns } from './datasets/integration';
export { pairCounts } from './datasets/pair-counts';
export { deltaBuilderJobSpec } from './job-specs/delta-builder';
export { fgABuilderJobSpec } from './job-specs/fg-a-builder';
export { fgBBuilderJobSpec } from './job-specs/fg-b-builder';
export { pairCountsBuilderJobSpec } from './job-specs/pair-counts-builder';
export { integrationSettings, sharedSettings, windowSlices } from './job-specs/shared-settings';
export { pipelineOf, type PipelineParts } from './pipelines/build';
export { buildFunctions, type BuildFunction } from './pipelines/build-functions';
export { buildFgBBaselinePipeline, fgBBaselinePipelineName } from './pipelines/fg-b-baseline';
export { buildNdr15mPipeline, buildNdr15mPipelineWithPairs, ndr15mPipelineName } from './pipelines/ndr-15m';
export {
  backfillMode,
  baselineParameters,
  batchParameters,
  processorParameters,
  rangeMiniBatchId,
  regularMode,
} from './pipelines/parameters';
export type { BuildOptions } from './pipelines/processor';
export { pythonConstants } from './python-constants';
export { runReport, type RunReport } from './run-report';
export { orchestrationSettings, scheduleDays, type OrchestrationSettings } from './orchestration-settings';
export { schedules, type Schedule, type ScheduledInput } from './schedules';
export {
  backfillPhases,
  runFaults,
  runsFailedError,
  stateMachineNames,
  stateMachines,
  taskHandlerNames,
  type BackfillPhase,
  type ChoiceRule,
  type ChoiceState,
  type MapState,
  type Retrier,
  type RunFault,
  type State,
  type StateMachineDefinition,
  type StateMachineName,
  type StateMachineResources,
  type TaskState,
  type TaskHandlerName,
} from './state-machines';
