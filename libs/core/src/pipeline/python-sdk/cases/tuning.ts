import { image, instanceType, pipeline, processor, role } from './fixture';
import { processingStep } from '../../steps/processing';
import { properties } from '../../steps/properties';
import { tuningStep } from '../../steps/tuning';
import { join } from '../../values/join';
import { integerParameter } from '../../values/parameter';

const jobs = integerParameter('MaxJobs', { default: 8 });

const tune = tuningStep('Tune', {
  request: {
    HyperParameterTuningJobConfig: {
      Strategy: 'Bayesian',
      ResourceLimits: { MaxNumberOfTrainingJobs: jobs, MaxParallelTrainingJobs: 2 },
      TrainingJobEarlyStoppingType: 'Auto',
      HyperParameterTuningJobObjective: { Type: 'Maximize', MetricName: 'auc' },
      ParameterRanges: {
        ContinuousParameterRanges: [{ Name: 'eta', MinValue: 0.01, MaxValue: 0.3, ScalingType: 'Logarithmic' }],
        CategoricalParameterRanges: [{ Name: 'booster', Values: ['gbtree', 'dart'] }],
        IntegerParameterRanges: [{ Name: 'max_depth', MinValue: 3, MaxValue: 10, ScalingType: 'Auto' }],
      },
    },
    TrainingJobDefinition: {
      StaticHyperParameters: { rounds: 100 },
      RoleArn: role,
      OutputDataConfig: { S3OutputPath: 's3://ndr-bucket/models' },
      StoppingCondition: { MaxRuntimeInSeconds: 86_400 },
      HyperParameterTuningResourceConfig: { InstanceCount: 1, InstanceType: instanceType, VolumeSizeInGB: 30 },
      AlgorithmSpecification: {
        TrainingInputMode: 'File',
        TrainingImage: image,
        MetricDefinitions: [{ Name: 'auc', Regex: 'auc=([0-9.]+)' }],
      },
      InputDataConfig: [
        {
          ChannelName: 'train',
          ContentType: 'text/csv',
          DataSource: {
            S3DataSource: {
              S3DataType: 'S3Prefix',
              S3Uri: 's3://ndr-bucket/train',
              S3DataDistributionType: 'FullyReplicated',
            },
          },
        },
      ],
    },
  },
  cache: { enabled: true, expireAfter: 'P7D' },
});

const best = properties(tune).TrainingJobSummaries.at(0).TrainingJobName;

const report = processingStep('Report', {
  processor,
  entrypoint: ['python3', '-m', 'ndr.report'],
  arguments: [
    '--best',
    properties(tune).BestTrainingJob.TrainingJobName,
    '--model',
    join('/', ['s3:/', 'ndr-bucket', 'models', best, 'output/model.tar.gz']),
  ],
});

export default pipeline('tuning', { parameters: [jobs], steps: [tune, report] });
