export { findServer } from './find-server';
export type { ExecutionResult, StepResult } from './interpreter/execution-result';
export {
  openLocalSagemaker,
  type JobPlaces,
  type LocalExecution,
  type LocalSagemaker,
  type LocalSagemakerOptions,
  type StartExecutionOptions,
} from './local-sagemaker';
export type { ProcessingJob } from './processing/processing-job';
export {
  ensurePythonEnvironment,
  type PythonEnvironment,
  type PythonEnvironmentOptions,
} from './python/python-environment';
export { ensureVirtualEnvironment, type VirtualEnvironmentOptions } from './python/virtual-environment';
export type { ObjectStore } from './storage/bucket-folders';
export type { ServingServer } from './storage/server-file';
export { resetState } from './reset-state';
export { stopServer } from './stop-server';
export { bucketRootOf } from './storage/state-folder';
export { readLocalStatus, type LocalStatus, type RecordedExecution } from './storage/status';
export * from './orchestration';
