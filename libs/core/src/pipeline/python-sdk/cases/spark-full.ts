import { code, pipeline, role } from './fixture';
import { sparkStep } from '../../steps/spark';
import { stringParameter } from '../../values/parameter';

const project = stringParameter('ProjectName', { default: 'ndr' });

const step = sparkStep('SparkStep', {
  processor: {
    image: '571004829621.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-spark-processing:3.5-cpu',
    instanceType: 'ml.m5.2xlarge',
    instanceCount: 3,
    volumeSizeInGb: 100,
    roleArn: role,
    maxRuntimeInSeconds: 7200,
  },
  application: code('job.py'),
  pyFiles: {
    kind: 'files',
    name: 'modules',
    root: 'code',
    folder: 'py-files',
    paths: ['helper.py', 'run_delta_builder.py'],
  },
  jars: { kind: 'files', name: 'udf', root: 'code', folder: 'jars', paths: ['udf.jar'] },
  files: ['s3://ndr-bucket/lookup/a.csv', 's3://ndr-bucket/lookup/b.csv'],
  arguments: ['--project-name', project, '--partitions', 200],
  inputs: [
    {
      name: 'integration',
      uri: 's3://ndr-bucket/integration/2026/01/01',
      localPath: '/opt/ml/processing/input/integration',
    },
  ],
  outputs: { deltas: { localPath: '/opt/ml/processing/output/deltas', uri: 's3://ndr-bucket/deltas' } },
  sparkConfiguration: [
    {
      Classification: 'spark-defaults',
      Properties: { 'spark.executor.memory': '8g', 'spark.sql.shuffle.partitions': '200' },
    },
    {
      Classification: 'spark-env',
      Properties: {},
      Configurations: [{ Classification: 'export', Properties: { TZ: 'UTC' } }],
    },
  ],
  eventLogs: 's3://ndr-bucket/spark-events',
  environment: { AWS_SPARK_CONFIG_MODE: 2 },
  tags: { team: 'ndr' },
});

export default pipeline('spark-full', { parameters: [project], steps: [step] });
