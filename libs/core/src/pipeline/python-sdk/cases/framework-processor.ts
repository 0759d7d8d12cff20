import { code, instanceType, pipeline, role } from './fixture';
import { processingStep } from '../../steps/processing';
import { locationOf } from '../../values/asset-location';

const step = processingStep('Framework', {
  processor: {
    image: '141502667606.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-scikit-learn:1.2-1-cpu-py3',
    instanceType,
    instanceCount: 1,
    volumeSizeInGb: 30,
    roleArn: role,
  },
  entrypoint: ['/bin/bash', '/opt/ml/processing/input/entrypoint/runproc.sh'],
  arguments: ['--a', 1],
  inputs: [
    { name: 'code', uri: locationOf(code('sourcedir.tar.gz')), localPath: '/opt/ml/processing/input/code/' },
    { name: 'entrypoint', uri: locationOf(code('runproc.sh')), localPath: '/opt/ml/processing/input/entrypoint' },
  ],
  outputs: { out: { localPath: '/opt/ml/processing/output' } },
});

export default pipeline('framework-processor', { steps: [step] });
