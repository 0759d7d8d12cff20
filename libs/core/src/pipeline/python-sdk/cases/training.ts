import { image, pipeline, role } from './fixture';
import { scriptStep } from './script';
import { outputUri } from '../../steps/processing';
import { properties } from '../../steps/properties';
import { trainingStep } from '../../steps/training';
import { floatParameter, integerParameter } from '../../values/parameter';

const rate = floatParameter('LearningRate', { default: 0.1 });
const rounds = integerParameter('Rounds', { default: 50 });

const split = scriptStep('Split', {
  outputs: {
    train: { localPath: '/opt/ml/processing/train' },
    test: { localPath: '/opt/ml/processing/test' },
  },
});

const train = trainingStep('Train', {
  request: {
    AlgorithmSpecification: {
      TrainingInputMode: 'File',
      TrainingImage: image,
      MetricDefinitions: [{ Name: 'validation:auc', Regex: 'auc=([0-9.]+)' }],
    },
    OutputDataConfig: { S3OutputPath: 's3://ndr-bucket/models' },
    StoppingCondition: { MaxRuntimeInSeconds: 7200, MaxWaitTimeInSeconds: 10_800 },
    ResourceConfig: { VolumeSizeInGB: 50, InstanceCount: 2, InstanceType: 'ml.m5.2xlarge' },
    RoleArn: role,
    InputDataConfig: [
      {
        ChannelName: 'train',
        ContentType: 'text/csv',
        DataSource: {
          S3DataSource: {
            S3DataType: 'S3Prefix',
            S3Uri: outputUri(split, 'train'),
            S3DataDistributionType: 'FullyReplicated',
          },
        },
      },
      {
        ChannelName: 'test',
        ContentType: 'application/x-parquet',
        InputMode: 'FastFile',
        DataSource: {
          S3DataSource: {
            S3DataType: 'S3Prefix',
            S3Uri: 's3://ndr-bucket/test',
            S3DataDistributionType: 'ShardedByS3Key',
          },
        },
      },
    ],
    HyperParameters: { learning_rate: rate, rounds, objective: 'binary:logistic' },
    Environment: { LOG_LEVEL: 'INFO' },
    Tags: [{ Key: 'team', Value: 'ndr' }],
    EnableManagedSpotTraining: true,
    CheckpointConfig: { S3Uri: 's3://ndr-bucket/checkpoints' },
    DebugHookConfig: { S3OutputPath: 's3://ndr-bucket/models', CollectionConfigurations: [] },
    ProfilerConfig: { DisableProfiler: true },
  },
});

const evaluate = scriptStep('Evaluate', {
  arguments: ['--model', properties(train).ModelArtifacts.S3ModelArtifacts],
});

export default pipeline('training', { parameters: [rate, rounds], steps: [split, train, evaluate] });
