import { processingStep } from './processing';
import { sparkStep, type SparkStepOptions } from './spark';
import { instanceSize, sparkExecutors } from './spark-executors';
import { pipeline, processor } from '../python-sdk/cases/fixture';
import { validate } from '../validate';
import { join } from '../values/join';
import { stringParameter } from '../values/parameter';

const step = (options: Partial<SparkStepOptions>) =>
  sparkStep('Spark', { processor, application: 's3://bucket/run.py', ...options });

describe('dependency lists', () => {
  it('in S3 stand in the command line, and need no input', () => {
    const { entrypoint, inputs } = step({ jars: ['s3://b/a.jar', 's3://b/b.jar'] });
    expect(entrypoint.slice(1, 3)).toEqual(['--jars', 's3://b/a.jar,s3://b/b.jar']);
    expect(inputs.map(({ name }) => name)).toEqual(['code']);
  });

  it('may hold references', () => {
    const bucket = stringParameter('Bucket');
    const files = ['s3://b/a.csv', bucket];
    expect(step({ files }).entrypoint[2]).toEqual(join(',', files));
  });

  it('of the pipeline become inputs, in the order of the lists', () => {
    const asset = (folder: 'jars' | 'files' | 'py-files') =>
      ({ kind: 'files', name: folder, root: 'code', folder, paths: ['a'] }) as const;
    const { inputs } = step({ files: asset('files'), pyFiles: asset('py-files'), jars: asset('jars') });
    expect(inputs.map(({ name }) => name)).toEqual(['py-files', 'jars', 'files', 'code']);
  });

  it('that are empty are not there', () => {
    expect(step({ jars: [] }).entrypoint).toEqual(['smspark-submit', '/opt/ml/processing/input/code/run.py']);
  });

  it('that mix S3 and local items are refused', () => {
    const mixed = step({ jars: ['s3://b/a.jar', '/opt/b.jar'] });
    expect(validate(pipeline('p', { steps: [mixed] })).map(({ code }) => code)).toEqual([
      'pipeline.mixed-dependencies',
    ]);
  });

  it('that are all local are taken', () => {
    const local = step({ jars: ['/opt/a.jar', '/opt/b.jar'] });
    expect(validate(pipeline('p', { steps: [local] }))).toEqual([]);
  });
});

it('event logs are an output behind those of the step', () => {
  const { outputs } = sparkStep<string>('Spark', {
    processor,
    application: 's3://bucket/run.py',
    outputs: { table: { localPath: '/t', uri: 's3://b/t' } },
    eventLogs: 's3://b/events',
  });
  expect(Object.keys(outputs)).toEqual(['table', 'output-2']);
});

describe('executors', () => {
  it.each([
    ['ml.m5.4xlarge', { vcpus: 16, memoryInGb: 64 }],
    ['ml.c5.large', { vcpus: 2, memoryInGb: 4 }],
    ['ml.r6i.12xlarge', { vcpus: 48, memoryInGb: 384 }],
  ])('know the size of %s', (type, size) => {
    expect(instanceSize(type)).toEqual(size);
  });

  it.each(['ml.p3.2xlarge', 'm5.large', 'ml.m5.metal'])('do not guess the size of %s', (type) => {
    expect(() => instanceSize(type)).toThrow(expect.objectContaining({ code: 'pipeline.unknown-value' }));
  });

  it('use 16 processors and 64 GB as 3 executors of 5 cores, of which one is the driver', () => {
    // 15 of 16 processors; 57.6 of 64 GB; a third is 19,660 MB, of which 1,966 MB lie outside the heap.
    expect(sparkExecutors({ vcpus: 16, memoryInGb: 64 }, 2).Properties).toMatchObject({
      'spark.executor.instances': '5',
      'spark.executor.cores': '5',
      'spark.executor.memory': '17694m',
      'spark.executor.memoryOverhead': '1966m',
      'spark.sql.shuffle.partitions': '50',
    });
  });

  it.each(['ml.m5.large', 'ml.m5.xlarge', 'ml.m5.2xlarge', 'ml.c5.4xlarge', 'ml.r5.8xlarge', 'ml.m5.16xlarge'])(
    'never ask for more than %s has',
    (type) => {
      const size = instanceSize(type);
      const settings = sparkExecutors(size, 1).Properties ?? {};
      const number = (name: string) => Number.parseInt(settings[name] ?? '', 10);
      const perInstance = Math.floor(size.vcpus / number('spark.executor.cores'));
      const memory = number('spark.executor.memory') + number('spark.executor.memoryOverhead');
      expect(memory).toBeLessThan(size.memoryInGb * 1024);
      expect(number('spark.executor.cores') * perInstance).toBeLessThanOrEqual(size.vcpus);
    },
  );

  it.each([
    [{ vcpus: 2, memoryInGb: 1 }, 1],
    [{ vcpus: 4, memoryInGb: 16 }, 0],
  ])('refuse what no Spark runs on: %j, %d', (size, count) => {
    expect(() => sparkExecutors(size, count)).toThrow(expect.objectContaining({ code: 'pipeline.limit' }));
  });
});

it('a step of Spark is a processing step as any other', () => {
  expect(step({}).type).toBe(processingStep('P', { processor }).type);
});
