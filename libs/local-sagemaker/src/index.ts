export type { ExecutionResult, StepResult } from './interpreter/execution-result';
export {
  openLocalSagemaker,
  type LocalExecution,
  type LocalSagemaker,
  type LocalSagemakerOptions,
  type StartExecutionOptions,
} from './local-sagemaker';
export {
  ensurePythonEnvironment,
  type PythonEnvironment,
  type PythonEnvironmentOptions,
} from './python/python-environment';
export { ensureVirtualEnvironment, type VirtualEnvironmentOptions } from './python/virtual-environment';
export type { ObjectStore } from './storage/bucket-folders';
export { bucketRootOf } from './storage/state-folder';
export { readLocalStatus, type LocalStatus, type RecordedExecution } from './storage/status';
