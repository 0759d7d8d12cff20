/**
 * Members of a step on which SageMaker's step cache depends, by type of step, as paths below the step. A change
 * elsewhere leaves the results of earlier executions usable.
 */
export const cacheKeys: Readonly<Record<string, readonly string[]>> = {
  Processing: ['Arguments/AppSpecification', 'Arguments/Environment', 'Arguments/ProcessingInputs'],
  Training: [
    'Arguments/AlgorithmSpecification',
    'Arguments/CheckpointConfig',
    'Arguments/DebugHookConfig',
    'Arguments/DebugRuleConfigurations',
    'Arguments/Environment',
    'Arguments/HyperParameters',
    'Arguments/InputDataConfig',
  ],
  Tuning: [
    'Arguments/HyperParameterTuningJobConfig',
    'Arguments/TrainingJobDefinition/AlgorithmSpecification',
    'Arguments/TrainingJobDefinition/HyperParameterRanges',
    'Arguments/TrainingJobDefinition/InputDataConfig',
    'Arguments/TrainingJobDefinition/StaticHyperParameters',
    'Arguments/TrainingJobDefinition/TuningObjective',
    'Arguments/TrainingJobDefinitions',
  ],
  Transform: ['Arguments/DataProcessing', 'Arguments/Environment', 'Arguments/ModelName', 'Arguments/TransformInput'],
  AutoML: [
    'Arguments/AutoMLJobConfig',
    'Arguments/AutoMLJobObjective',
    'Arguments/InputDataConfig',
    'Arguments/ProblemType',
  ],
  Lambda: ['Arguments', 'FunctionArn'],
  EMR: ['Arguments/ClusterId', 'Arguments/StepConfig'],
  ClarifyCheck: [
    'Arguments',
    'SkipCheck',
    'RegisterNewBaseline',
    'ModelPackageGroupName',
    'SuppliedBaselineConstraints',
  ],
  QualityCheck: [
    'Arguments',
    'SkipCheck',
    'RegisterNewBaseline',
    'ModelPackageGroupName',
    'SuppliedBaselineConstraints',
    'SuppliedBaselineStatistics',
  ],
};
