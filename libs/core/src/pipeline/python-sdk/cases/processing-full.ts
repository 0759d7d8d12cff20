import { image, instanceType, pipeline, role } from './fixture';
import { processingStep } from '../../steps/processing';
import { integerParameter, stringParameter } from '../../values/parameter';

const retries = integerParameter('Retries', { default: 3 });
const project = stringParameter('ProjectName', { default: 'ndr' });

const step = processingStep('FullStep', {
  displayName: 'A step with everything',
  description: 'Keys, network, environment, stopping condition and tags.',
  processor: {
    image,
    instanceType,
    instanceCount: 4,
    volumeSizeInGb: 64,
    roleArn: role,
    volumeKmsKeyId: 'arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555',
    outputKmsKeyId: 'arn:aws:kms:eu-west-1:123456789012:key/66666666-7777-8888-9999-000000000000',
    maxRuntimeInSeconds: 86_400,
    network: {
      isolate: true,
      encryptTraffic: true,
      securityGroupIds: ['sg-0123456789abcdef0'],
      subnets: ['subnet-0123456789abcdef0', 'subnet-0fedcba9876543210'],
    },
  },
  entrypoint: ['python3', '-m', 'ndr.job'],
  // Numbers become text where SageMaker takes text only.
  arguments: ['--retries', retries, '--project', project],
  environment: { LOG_LEVEL: 'INFO', PROJECT: project, RETRIES: retries },
  inputs: [{ name: 'input-1', uri: 's3://ndr-bucket/in', localPath: '/opt/ml/processing/input/in' }],
  outputs: { out: { localPath: '/opt/ml/processing/output' } },
  tags: { team: 'ndr', cost: '42' },
  trialComponentDisplayName: 'full',
});

export default pipeline('processing-full', { parameters: [retries, project], steps: [step] });
