export { withCodedFailures } from './account/aws-failure';
export { checkAccount, type Caller } from './account/check-account';
export { createClients, type AwsAccess, type AwsClients } from './account/aws-clients';
export { backfillMissing, readDataHistory, type BackfilledRun, type BackfillOptions } from './actions/backfill';
export type { ActionContext, Deployment } from './actions/deployment';
export { applyPlan, checkUnchanged, parsePlan } from './actions/deploy';
export { describeExecution, type DescribedExecution } from './actions/describe';
export { planDestruction } from './actions/destroy';
export { importPipeline } from './actions/import';
export { listExecutions, listPipelines, type ListedExecution, type ListedPipeline } from './actions/list';
export { readLogs, type LogOptions, type StepLog } from './actions/logs';
export { planDeployment, planDocument, type Plan, type PlanDocument } from './actions/plan';
export { recordBatches, type RecordedBatches } from './actions/record-batches';
export { retryExecution } from './actions/retry';
export { planRollback } from './actions/rollback';
export { startExecution } from './actions/start';
export { orchestratedRuns, recentExecutions, type OrchestratedRun, type RecentExecution } from './actions/status';
export { stopExecution } from './actions/stop';
export { listVersions, type PipelineVersion } from './actions/versions';
export { watchExecution, type WatchedExecution } from './actions/watch';
export { batchPattern, type BatchPattern } from './batches/batch-times';
export type { Change } from './changes/change';
export { planJobSpecTable } from './changes/job-spec-table';
export type { CodeBundle, CodeObject } from './code-bundles/code-bundle';
export { collectAssets, type CollectedAssets } from './code-bundles/collect-assets';
export { preparePipeline, type PreparedPipeline } from './code-bundles/prepare-pipeline';
export { s3ObjectStore } from './code-bundles/s3-object-store';
export { uploadAssets, type ObjectStore, type Uploaded } from './code-bundles/upload-assets';
export {
  commandsIn,
  localEnvironment,
  localEnvironmentName,
  readEnvironment,
  type CommandOf,
  type Environment,
} from './environment';
export { hasEnded, type Execution, type ExecutionStep } from './executions/execution';
export { pipelineOfExecution } from './executions/execution-arn';
export { checkStart, type CheckedStart, type StartablePipeline, type StartRequest } from './executions/start-request';
export { deployerPolicy } from './iam/deployer';
export { executionRolePolicy, type PolicySources } from './iam/execution-role';
export { deadLetterQueueName, infrastructureName } from './iam/infrastructure-name';
export { pipelineArns } from './iam/pipeline-arns';
export { schedulerPolicy } from './iam/scheduler';
export { deployedStateMachine, stateMachineArn } from './iam/state-machine-arn';
export type { Policy, Statement } from './iam/statement';
export { recordReaderPolicy, taskHandlerPolicy } from './iam/task-handler';
export { initJobSpecs, type InitializedSet, type InitOptions } from './job-specs/init-job-specs';
export { digestOfSet, type JobSpecMember, type JobSpecSet } from './job-specs/job-spec-set';
export {
  checkJobSpecSets,
  readJobSpecSets,
  type CheckedSet,
  type JobSpecProblem,
} from './job-specs/check-job-spec-sets';
export { compareJobSpecSet, type JobSpecChange, type JobSpecSetChange } from './job-specs/compare-job-spec-set';
export { readHistory, setRevisions, specsAt, type SetRevision } from './job-specs/history';
export type { HistoryItem, JobSpecItem, SetHeadItem, StoredSet } from './job-specs/job-spec-item';
export { createJobSpecTable, isRestorable, jobSpecTableExists, jobSpecTableSchema } from './job-specs/job-spec-table';
export { readJobSpecSet, type JobSpecSources } from './job-specs/read-job-spec-set';
export { readStoredSet } from './job-specs/read-stored-set';
export { findSetFolder, jobNamesIn, listSets, type SetName } from './job-specs/set-folder';
export { listStoredSets, type StoredSetHead } from './job-specs/list-stored-sets';
export { rollbackJobSpecSet, type RollbackOptions, type RolledBack } from './job-specs/rollback-job-spec-set';
export { storedMembers } from './job-specs/stored-members';
export { writeJobSpecSet, type WriteOptions, type WrittenSet } from './job-specs/write-job-spec-set';
export * from './history';
export * from './orchestration';
export { applyRedrive } from './redrive/apply-redrive';
export { checkRedrive } from './redrive/check-redrive';
export { letterFunctions, letterMachines } from './redrive/letter-targets';
export { planRedrive } from './redrive/plan-redrive';
export {
  isRedriveDue,
  redriveFailed,
  type Redrive,
  type RedriveExecution,
  type RedriveLetter,
} from './redrive/redrive';
export { scheduleGroup } from './schedules/pipeline-schedules';
export type { ShownSchedule } from './schedules/shown-schedules';
export {
  buildAndRegisterFgBPipeline,
  type RegisteredPipeline,
  type RegistrationClients,
} from './pipelines/register-fg-b-pipeline';
export { upsertPipeline, type UpsertedPipeline } from './pipelines/upsert-pipeline';
