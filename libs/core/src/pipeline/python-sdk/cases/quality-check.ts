import { instanceType, pipeline, role } from './fixture';
import { rawStep } from '../../steps/raw';
import { booleanParameter } from '../../values/parameter';

const skip = booleanParameter('SkipCheck', { default: false });
const inputFolder = '/opt/ml/processing/input/baseline_dataset_input';
const outputFolder = '/opt/ml/processing/output';

const check = rawStep('DataQuality', {
  type: 'QualityCheck',
  request: {
    ProcessingResources: {
      ClusterConfig: { InstanceType: instanceType, InstanceCount: 1, VolumeSizeInGB: 20 },
    },
    AppSpecification: { ImageUri: '468650794304.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-model-monitor-analyzer' },
    RoleArn: role,
    ProcessingInputs: [
      {
        InputName: 'baseline_dataset_input',
        AppManaged: false,
        S3Input: {
          S3Uri: 's3://ndr-bucket/baseline/data.csv',
          LocalPath: inputFolder,
          S3DataType: 'S3Prefix',
          S3InputMode: 'File',
          S3DataDistributionType: 'FullyReplicated',
          S3CompressionType: 'None',
        },
      },
    ],
    ProcessingOutputConfig: {
      Outputs: [
        {
          OutputName: 'quality_check_output',
          AppManaged: false,
          S3Output: { S3Uri: 's3://ndr-bucket/quality', LocalPath: outputFolder, S3UploadMode: 'EndOfJob' },
        },
      ],
    },
    Environment: {
      output_path: outputFolder,
      publish_cloudwatch_metrics: 'Disabled',
      dataset_format: '{"csv": {"header": true, "output_columns_position": "START"}}',
      dataset_source: inputFolder,
    },
  },
  members: {
    CheckType: 'DATA_QUALITY',
    ModelPackageGroupName: 'ndr-models',
    SkipCheck: skip,
    FailOnViolation: false,
    RegisterNewBaseline: true,
    SuppliedBaselineStatistics: null,
    SuppliedBaselineConstraints: 's3://ndr-bucket/quality/constraints.json',
  },
});

export default pipeline('quality-check', { parameters: [skip], steps: [check] });
