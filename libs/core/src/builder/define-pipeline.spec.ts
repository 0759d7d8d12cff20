import { defineBuilder, type Builder } from './define-builder';
import { definePipeline, type PipelineOptions } from './define-pipeline';
import { defineDataset, type Dataset } from '../dataset/dataset';
import { defineJobSpec } from '../job-spec/define-job-spec';
import { integerParameter, stringParameter } from '../pipeline/values/parameter';

const project = stringParameter('ProjectName');
const count = integerParameter('Count', { default: 1 });

const dataset = (name: string) => defineDataset({ name, description: name, partitioning: 'slice', tables: {} });
const [source, sums, features] = ['source', 'sums', 'features'].map(dataset) as [Dataset, Dataset, Dataset];

const builder = (stepName: string, reads: Dataset[], writes: Dataset[]): Builder =>
  defineBuilder({
    stepName,
    description: stepName,
    jobSpec: defineJobSpec({ jobName: stepName.toLowerCase(), reads, writes, settings: {} }),
    codeRoot: '/code',
    script: `${stepName.toLowerCase()}/run.py`,
    packages: ['shared/shared'],
    parameters: [project],
  });

const pipeline = (builders: readonly Builder[], options: Partial<PipelineOptions> = {}) =>
  definePipeline({
    name: 'fixture',
    parameters: [project, count],
    builders,
    processor: { image: 'i', instanceType: 'ml.m5.large', instanceCount: count, volumeSizeInGb: 30, roleArn: 'r' },
    bucket: 'bucket',
    ...options,
  });

const waits = (builders: readonly Builder[]) =>
  Object.fromEntries(pipeline(builders).steps.map(({ name, dependsOn }) => [name, dependsOn]));

describe('order', () => {
  it('is that of the datasets, whatever the order of the builders', () => {
    const builders = [builder('Features', [sums, source], [features]), builder('Sums', [source], [sums])];
    expect(waits(builders)).toEqual({ Features: ['Sums'], Sums: [] });
  });

  it('waits once for a builder of which several datasets are read', () => {
    const two = [builder('Both', [source], [sums, features]), builder('Last', [sums, features], [dataset('last')])];
    expect(waits(two)).toEqual({ Both: [], Last: ['Both'] });
  });

  it('refuses two writers of one dataset, and says where both are declared', () => {
    const two = [builder('One', [], [sums]), builder('Two', [], [sums])];
    expect(() => pipeline(two)).toThrow(
      expect.objectContaining({
        code: 'builder.two-writers',
        place: 'dataset sums',
        cause: expect.stringMatching(/^One \(.*spec\.ts:\d+\) and Two \(.*spec\.ts:\d+\) both write it$/) as string,
      }),
    );
  });

  it('refuses builders that read what they write', () => {
    const circle = [builder('One', [features], [sums]), builder('Two', [sums], [features])];
    expect(() => pipeline(circle)).toThrow(
      expect.objectContaining({
        code: 'builder.cycle',
        cause: 'it reads what depends on itself: One → Two → One',
      }),
    );
  });
});

describe('steps', () => {
  it('take their code, arguments and machines from builder and pipeline', () => {
    const [step] = pipeline([builder('Sums', [source], [sums])]).steps;
    expect(step).toMatchObject({
      name: 'Sums',
      arguments: ['--project-name', project],
      entrypoint: [
        'smspark-submit',
        '--py-files',
        '/opt/ml/processing/input/py-files',
        '/opt/ml/processing/input/code/run.py',
      ],
      processor: { instanceCount: count },
    });
  });

  it('share one processor', () => {
    const { steps } = pipeline([builder('One', [], [sums]), builder('Two', [], [features])]);
    expect(steps[0]?.processor).toBe(steps[1]?.processor);
  });

  it('bring settings of Spark only when there are any', () => {
    const inputs = (options: Partial<PipelineOptions>) =>
      pipeline([builder('Sums', [], [sums])], options).steps[0]?.inputs.map(({ name }) => name);
    expect(inputs({})).toEqual(['py-files', 'code']);
    expect(inputs({ sparkConfiguration: [{ Classification: 'spark-defaults' }] })).toEqual([
      'py-files',
      'conf',
      'code',
    ]);
  });

  it('name the JobSpec table only when it is another than jobs assume', () => {
    const environment = (jobSpecTable: string) =>
      pipeline([builder('Sums', [], [sums])], { jobSpecTable }).steps[0]?.environment;
    expect(environment('ndr-job-specs')).toEqual({});
    expect(environment('other')).toEqual({ NDR_JOB_SPEC_TABLE: 'other' });
  });
});
