import { pipeline } from './fixture';
import { scriptStep } from './script';
import { outputUri } from '../../steps/processing';
import { properties } from '../../steps/properties';
import { executionVariables } from '../../values/execution-variable';
import { join, text } from '../../values/join';
import { stringParameter } from '../../values/parameter';

const source = stringParameter('SourceUri', { default: 's3://ndr-bucket/integration' });

const first = scriptStep('First', {
  inputs: [
    { name: 'input-1', uri: source, localPath: '/opt/ml/processing/input/source' },
    {
      name: 'manifest',
      uri: 's3://ndr-bucket/manifests/day.manifest',
      localPath: '/opt/ml/processing/input/manifest',
      dataType: 'ManifestFile',
      distribution: 'ShardedByS3Key',
    },
  ],
  outputs: {
    'output-1': { localPath: '/opt/ml/processing/output/a' },
    deltas: { localPath: '/opt/ml/processing/output/deltas' },
    logs: {
      localPath: '/opt/ml/processing/output/logs',
      uri: join('/', ['s3://ndr-bucket/logs', executionVariables.PipelineExecutionId]),
      uploadMode: 'Continuous',
    },
  },
});

const second = scriptStep('Second', {
  script: 's3://ndr-bucket/code/job.py',
  inputs: [
    { name: 'deltas', uri: outputUri(first, 'deltas'), localPath: '/opt/ml/processing/input/deltas' },
    { name: 'a', uri: outputUri(first, 'output-1'), localPath: '/opt/ml/processing/input/a' },
  ],
  arguments: ['--first-job', properties(first).ProcessingJobName],
});

const third = scriptStep('Third', {
  arguments: ['--deltas', text`${outputUri(first, 'deltas')}/part=1`],
  dependsOn: [second],
});

export default pipeline('chained-io', { parameters: [source], steps: [first, second, third] });
