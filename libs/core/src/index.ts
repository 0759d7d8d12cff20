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
export { misalignmentsOf } from './job-spec/alignment';
export type { MisalignedSide, Misalignment, PlacedJobSpec } from './job-spec/alignment/misalignment';
export { separateSets } from './job-spec/alignment/overlaps';
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
export { jobSpecDocument } from './job-spec/document';
export { copyJobSpec } from './job-spec/set-files/copy-job-spec';
export {
  planJobSpecFiles,
  type JobSpecFileOptions,
  type JobSpecText,
  type PlannedJobSpec,
} from './job-spec/set-files/plan-job-spec-files';
export { schemaFolder } from './job-spec/set-files/render-job-spec';
export { parseSetting, type Settings } from './job-spec/set-files/settings';
export { jobSpecJsonSchema, jobSpecSchemaFile, type SettingSchema } from './job-spec/json-schema';
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
  type FilesAsset,
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
export { pipelineScope, type OwnedBy, type PipelineScope } from './pipeline/pipeline-scope';
export { instanceSize, sparkExecutors, type InstanceSize } from './pipeline/steps/spark-executors';
export { assetsOf } from './pipeline/references';
export type { Condition } from './pipeline/conditions/condition';
export {
  equals,
  greaterThan,
  greaterThanOrEqualTo,
  isIn,
  lessThan,
  lessThanOrEqualTo,
} from './pipeline/conditions/comparison';
export { not, or } from './pipeline/conditions/logic';
export { compareDefinitions, type DefinitionChange } from './pipeline/diff/compare-definitions';
export type { CacheEffect } from './pipeline/diff/cache-effect';
export { compareJson, type FieldChange } from './pipeline/diff/compare-json';
export { drawingOf, type Drawing, type DrawnDatasets } from './pipeline/drawing/drawing';
export { dotOf } from './pipeline/drawing/dot';
export { htmlOf } from './pipeline/drawing/html';
export { mermaidOf } from './pipeline/drawing/mermaid';
export {
  emitDefinition,
  parseDefinition,
  parseParameter,
  type ParsedDefinition,
  type ParseResult,
} from './pipeline/parse/parse-definition';
export { cacheKeys } from './pipeline/policies/cache-keys';
export { asPythonSdk } from './pipeline/python-sdk/compatible';
export { sourceOf, type SourceOptions } from './pipeline/source/source-of';
export type { CachePolicy } from './pipeline/policies/cache';
export { parseDuration, type Duration } from './pipeline/policies/duration';
export type { ExperimentConfig } from './pipeline/policies/experiment';
export { parallelism, type ParallelismConfiguration } from './pipeline/policies/parallelism';
export type { PropertyFile } from './pipeline/policies/property-file';
export type { RetryPolicy, RetryReason } from './pipeline/policies/retry';
export { selectiveExecution, type SelectiveExecutionConfig } from './pipeline/policies/selective-execution';
export { selectSteps } from './pipeline/policies/step-selection';
export type { PropertiesOf } from './pipeline/shapes/properties';
export type { RequestOf, StructureName } from './pipeline/shapes/request';
export { callbackStep, type CallbackStep, type CallbackStepOptions } from './pipeline/steps/callback';
export { conditionStep, type ConditionStep, type ConditionStepOptions } from './pipeline/steps/condition';
export { failStep, type FailStep, type FailStepOptions } from './pipeline/steps/fail';
export { lambdaStep, type LambdaStep, type LambdaStepOptions } from './pipeline/steps/lambda';
export { modelStep, type ModelStep, type ModelStepOptions } from './pipeline/steps/model';
export { outputOf, type OutputTypes, type StepWithOutputs } from './pipeline/steps/output-parameters';
export {
  outputUri,
  processingStep,
  type Network,
  type ProcessingInput,
  type ProcessingOutput,
  type ProcessingStep,
  type ProcessingStepOptions,
  type Processor,
} from './pipeline/steps/processing';
export { properties, type StepProperties } from './pipeline/steps/properties';
export { rawStep, type RawStep, type RawStepOptions } from './pipeline/steps/raw';
export {
  registerModelStep,
  type RegisterModelStep,
  type RegisterModelStepOptions,
} from './pipeline/steps/register-model';
export {
  sparkStep,
  type SparkClassification,
  type SparkDependencies,
  type SparkStepOptions,
} from './pipeline/steps/spark';
export { stepsOf, type PlacedStep, type Step, type StepOptions } from './pipeline/steps/step';
export { trainingStep, type TrainingStep, type TrainingStepOptions } from './pipeline/steps/training';
export { transformStep, type TransformStep, type TransformStepOptions } from './pipeline/steps/transform';
export { tuningStep, type TuningStep, type TuningStepOptions } from './pipeline/steps/tuning';
export { synth, type Synthesized, type SynthOptions } from './pipeline/synth';
export { validate, validateDefinition, type Finding, type Validated } from './pipeline/validate';
export { experimentProperties, type ExperimentProperty } from './pipeline/values/experiment-property';
export { jsonGet, jsonGetFromS3, type JsonGet } from './pipeline/values/json-get';
export { stepProperty, type StepProperty } from './pipeline/values/step-property';
export type { Members, Template } from './pipeline/values/template';
export { unreadReference, type UnreadReference } from './pipeline/values/unread-reference';
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
export { parsePlacedYaml, type PlacedYaml } from './yaml/placed-yaml';
