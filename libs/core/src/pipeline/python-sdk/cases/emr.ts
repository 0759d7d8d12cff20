import { pipeline } from './fixture';
import { rawStep } from '../../steps/raw';
import { stringParameter } from '../../values/parameter';

const cluster = stringParameter('ClusterId', { default: 'j-ABCDEFGHIJKL' });

const step = rawStep('SparkOnEmr', {
  type: 'EMR',
  displayName: 'Spark on EMR',
  description: 'Runs the job on a standing cluster.',
  request: {
    StepConfig: {
      HadoopJarStep: {
        Jar: 'command-runner.jar',
        Args: ['spark-submit', '--deploy-mode', 'cluster', 's3://ndr-bucket/code/job.py'],
        Properties: [{ Key: 'Foo', Value: 'Foo_value' }],
      },
    },
    ClusterId: cluster,
  },
});

export default pipeline('emr', { parameters: [cluster], steps: [step] });
