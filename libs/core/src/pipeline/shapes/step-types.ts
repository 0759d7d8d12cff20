import type { StructureName } from './request';

/** What SageMaker takes and gives for a type of step. */
export interface StepTypeShapes {
  /** Structure of its `Arguments`; absent where they are free, or another service's. */
  readonly request?: StructureName;
  /** Required members of the request that the execution fills in itself. */
  readonly givenByExecution?: readonly string[];
  /** Properties that later steps may refer to, each with its type; absent where any may be. */
  readonly properties?: Readonly<Record<string, string>>;
  /** Structure whose members are properties too. */
  readonly answer?: StructureName;
  /** Members of the step beside those that every step may have. */
  readonly members?: readonly string[];
  /** Whether SageMaker can take the step's result from an earlier execution. */
  readonly cached?: boolean;
  /** Whether SageMaker can run the step again when it failed. */
  readonly retried?: boolean;
}

const checkProperties = {
  CalculatedBaselineConstraints: 'string',
  CalculatedBaselineStatistics: 'string',
  BaselineUsedForDriftCheckStatistics: 'string',
  BaselineUsedForDriftCheckConstraints: 'string',
};

const checkMembers = [
  'CheckType',
  'ModelPackageGroupName',
  'SkipCheck',
  'FailOnViolation',
  'RegisterNewBaseline',
  'SuppliedBaselineStatistics',
  'SuppliedBaselineConstraints',
];

const job = { cached: true, retried: true } as const;

/** Every type of step that SageMaker's documentation names. */
export const stepTypes: Readonly<Record<string, StepTypeShapes>> = {
  Processing: {
    request: 'CreateProcessingJobRequest',
    givenByExecution: ['ProcessingJobName'],
    answer: 'DescribeProcessingJobResponse',
    members: ['PropertyFiles'],
    ...job,
  },
  Training: {
    request: 'CreateTrainingJobRequest',
    givenByExecution: ['TrainingJobName'],
    answer: 'DescribeTrainingJobResponse',
    members: ['PropertyFiles'],
    ...job,
  },
  Tuning: {
    request: 'CreateHyperParameterTuningJobRequest',
    givenByExecution: ['HyperParameterTuningJobName'],
    answer: 'DescribeHyperParameterTuningJobResponse',
    properties: { TrainingJobSummaries: 'HyperParameterTrainingJobSummary[]' },
    members: ['PropertyFiles'],
    ...job,
  },
  Transform: {
    request: 'CreateTransformJobRequest',
    givenByExecution: ['TransformJobName'],
    answer: 'DescribeTransformJobResponse',
    members: ['PropertyFiles'],
    ...job,
  },
  Model: {
    request: 'CreateModelInput',
    givenByExecution: ['ModelName'],
    answer: 'DescribeModelOutput',
    retried: true,
  },
  RegisterModel: {
    request: 'CreateModelPackageInput',
    answer: 'DescribeModelPackageOutput',
    retried: true,
  },
  AutoML: {
    request: 'CreateAutoMLJobRequest',
    givenByExecution: ['AutoMLJobName'],
    answer: 'DescribeAutoMLJobResponse',
    properties: { BestCandidateProperties: 'any' },
    ...job,
  },
  QualityCheck: {
    request: 'CreateProcessingJobRequest',
    givenByExecution: ['ProcessingJobName'],
    properties: checkProperties,
    members: checkMembers,
    ...job,
  },
  ClarifyCheck: {
    request: 'CreateProcessingJobRequest',
    givenByExecution: ['ProcessingJobName'],
    properties: checkProperties,
    members: checkMembers,
    ...job,
  },
  Condition: { properties: { Outcome: 'string' } },
  Fail: { properties: {} },
  Lambda: { properties: { OutputParameters: '{any}' }, members: ['FunctionArn', 'OutputParameters'], cached: true },
  Callback: { properties: { OutputParameters: '{any}' }, members: ['SqsQueueUrl', 'OutputParameters'] },
  EMR: { members: ['ClusterConfig'], cached: true, retried: true },
  EMRServerless: { cached: true, retried: true },
};

/** What SageMaker takes and gives for `type`; undefined for a type that nobody documented. */
export function shapesOfStep(type: string): StepTypeShapes | undefined {
  return Object.hasOwn(stepTypes, type) ? stepTypes[type] : undefined;
}
