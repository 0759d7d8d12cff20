export { defineBuilder, type Builder, type BuilderOptions } from './builder/define-builder';
export { definePipeline, type BuilderPipeline, type PipelineOptions } from './builder/define-pipeline';
export { columns, type Column, type ColumnType } from './dataset/columns';
export { defineDataset, type Dataset, type DatasetFormat, type Table } from './dataset/dataset';
export { partitionColumns, type Partitioning } from './dataset/partitions';
export { defaultPrefix, type PrefixScope } from './dataset/prefix';
export { isOnGrid, sliceId, sliceIdOf, sliceMilliseconds, sliceStart, type SliceId } from './dataset/slice';
export { codes, type CodeMeaning, type ErrorCode } from './errors/codes';
export { NdrError, refuse, type Problem } from './errors/ndr-error';
export { plainName, s3Prefix } from './job-spec/base-job-spec';
export {
  defineJobSpec,
  effectiveJobSpec,
  type DatasetLocation,
  type JobSpec,
  type JobSpecDefinition,
  type JobSpecOptions,
  type PlaceOf,
  type SettingFault,
} from './job-spec/define-job-spec';
export { canonicalJson, setDigest, sha256Hex } from './job-spec/digest';
export {
  defaultJobSpecTable,
  historyKey,
  jobSpecKey,
  jobSpecTableVariable,
  setHeadKey,
  type JobSpecKey,
} from './job-spec/key';
export {
  placeAsset,
  textDigest,
  type Asset,
  type AssetDigests,
  type CodeLocation,
  type FileAsset,
  type PlacedAsset,
  type PythonPackagesAsset,
  type TextAsset,
} from './pipeline/assets';
export { argumentsOf, flagOf } from './pipeline/command-line';
export {
  pipelineDefinition,
  type ParameterDefinition,
  type PipelineDefinition,
  type StepDefinition,
} from './pipeline/definition.schema';
export { orderOf, type Node, type Order } from './pipeline/graph';
export { checkParameterValues, type CheckedParameterValues, type ParameterValues } from './pipeline/parameter-values';
export type { Pipeline } from './pipeline/pipeline';
export { assetsOf } from './pipeline/references';
export {
  outputUri,
  processingStep,
  type Network,
  type ProcessingInput,
  type ProcessingOutput,
  type ProcessingStep,
  type Processor,
} from './pipeline/steps/processing';
export { sparkStep, type SparkClassification, type SparkStepOptions } from './pipeline/steps/spark';
export type { Step } from './pipeline/steps/step';
export { synth, type Synthesized, type SynthOptions } from './pipeline/synth';
export { validate, type Finding } from './pipeline/validate';
export { executionVariables, type ExecutionVariable } from './pipeline/values/execution-variable';
export { asText, join, text, type Join } from './pipeline/values/join';
export {
  booleanParameter,
  floatParameter,
  integerParameter,
  noValue,
  stringParameter,
  type Parameter,
  type ParameterOf,
} from './pipeline/values/parameter';
export type { Json } from './pipeline/values/render';
export type { Reference, Scalar, ScalarType, Value } from './pipeline/values/value';
export type { ExecutionStatus, NdrEvent, StepStatus } from './reporting/event';
export { silent, type Reporter } from './reporting/reporter';
export { pythonModules, type PythonConstant, type PythonSources } from './python/modules';
