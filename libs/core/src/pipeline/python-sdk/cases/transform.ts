import { image, instanceType, pipeline, role } from './fixture';
import { modelStep } from '../../steps/model';
import { properties } from '../../steps/properties';
import { transformStep } from '../../steps/transform';
import { stringParameter } from '../../values/parameter';

const data = stringParameter('InputUri', { default: 's3://ndr-bucket/score/input' });

const create = modelStep('Scorer-CreateModel', {
  request: {
    ExecutionRoleArn: role,
    PrimaryContainer: {
      Image: image,
      Environment: { MODE: 'batch' },
      ModelDataUrl: 's3://ndr-bucket/models/model.tar.gz',
    },
  },
});

const score = transformStep('Score', {
  request: {
    ModelName: properties(create).ModelName,
    TransformInput: {
      DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: data } },
      ContentType: 'text/csv',
      CompressionType: 'Gzip',
      SplitType: 'Line',
    },
    TransformOutput: { S3OutputPath: 's3://ndr-bucket/score/output', AssembleWith: 'Line', Accept: 'text/csv' },
    TransformResources: { InstanceCount: 2, InstanceType: instanceType },
    BatchStrategy: 'MultiRecord',
    MaxConcurrentTransforms: 4,
    MaxPayloadInMB: 6,
    Environment: { A: 1 },
    DataProcessing: { InputFilter: '$[1:]', OutputFilter: "$['SageMakerOutput']", JoinSource: 'Input' },
  },
});

export default pipeline('transform', { parameters: [data], steps: [create, score] });
