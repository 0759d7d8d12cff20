import { checkParameterValues, defaultJobSpecTable, synth, type AssetDigests, type Pipeline } from '@ndr/core';
import { buildNdr15mPipeline, buildNdr15mPipelineWithPairs } from './ndr-15m';
import type { BuildOptions } from './processor';

const options: BuildOptions = {
  roleArn: 'arn:aws:iam::123456789012:role/ndr-pipeline',
  region: 'eu-west-1',
  defaultBucket: 'ndr-bucket',
};
const pipeline = buildNdr15mPipelineWithPairs(options);

/** The digest of everything, so that a definition can be made without packing. */
const anyDigests = new Proxy<AssetDigests>({}, { get: () => '0'.repeat(64) });
const definitionOf = (each: Pipeline) => synth(each, { assets: anyDigests }).definition;

/** The contract's steps of a pipeline, which may hold more. */
const contractSteps = ['DeltaBuilderStep', 'FGABuilderStep', 'PairCountsBuilderStep'];
const isOfContract = ({ name }: { readonly name: string }) => contractSteps.includes(name);
const definedSteps = (each: Pipeline) => definitionOf(each).Steps.filter(({ Name }) => isOfContract({ name: Name }));

describe('the contract', () => {
  it('names the pipeline, its steps and their scripts', () => {
    expect(pipeline.name).toBe('ndr-15m-pipeline');
    const steps = pipeline.steps.filter(isOfContract);
    expect(steps.map(({ name, entrypoint }) => [name, entrypoint.at(-1)])).toEqual([
      ['DeltaBuilderStep', '/opt/ml/processing/input/code/run_delta_builder.py'],
      ['FGABuilderStep', '/opt/ml/processing/input/code/run_fg_a_builder.py'],
      ['PairCountsBuilderStep', '/opt/ml/processing/input/code/run_pair_counts_builder.py'],
    ]);
  });

  it('lets FG-A wait for Delta, and Pair-Counts for nobody', () => {
    const steps = pipeline.steps.filter(isOfContract);
    expect(Object.fromEntries(steps.map(({ name, dependsOn }) => [name, dependsOn]))).toEqual({
      DeltaBuilderStep: [],
      FGABuilderStep: ['DeltaBuilderStep'],
      PairCountsBuilderStep: [],
    });
  });

  it('declares eight parameters in order, of which two have defaults', () => {
    expect(definitionOf(pipeline).Parameters).toEqual([
      { Name: 'ProjectName', Type: 'String' },
      { Name: 'FeatureSpecVersion', Type: 'String' },
      { Name: 'MiniBatchId', Type: 'String' },
      { Name: 'BatchStartTsIso', Type: 'String' },
      { Name: 'BatchEndTsIso', Type: 'String' },
      { Name: 'ProcessingImageUri', Type: 'String' },
      { Name: 'ProcessingInstanceType', Type: 'String', DefaultValue: 'ml.m5.4xlarge' },
      { Name: 'ProcessingInstanceCount', Type: 'Integer', DefaultValue: 1 },
    ]);
  });

  it('hands the five parameters of the run to each job, and not those of the processor', () => {
    const get = (name: string) => ({ Get: `Parameters.${name}` });
    for (const step of definedSteps(pipeline)) {
      expect(step.Arguments).toMatchObject({
        AppSpecification: {
          ContainerArguments: [
            ...['--project-name', get('ProjectName')],
            ...['--feature-spec-version', get('FeatureSpecVersion')],
            ...['--mini-batch-id', get('MiniBatchId')],
            ...['--batch-start-ts-iso', get('BatchStartTsIso')],
            ...['--batch-end-ts-iso', get('BatchEndTsIso')],
          ],
        },
      });
    }
  });

  it('shares one processor, configured by parameters', () => {
    const [delta, fgA, pairs] = definedSteps(pipeline).map((step) => step.Arguments?.ProcessingResources);
    expect(delta).toEqual({
      ClusterConfig: {
        InstanceType: { Get: 'Parameters.ProcessingInstanceType' },
        InstanceCount: { Get: 'Parameters.ProcessingInstanceCount' },
        VolumeSizeInGB: 30,
      },
    });
    expect([fgA, pairs]).toEqual([delta, delta]);
  });

  it('sets no environment while the table is the one that jobs assume', () => {
    const environments = (jobSpecTable: string) =>
      definedSteps(buildNdr15mPipelineWithPairs({ ...options, jobSpecTable })).map(
        (step) => step.Arguments?.Environment,
      );
    expect(environments(defaultJobSpecTable)).toEqual([undefined, undefined, undefined]);
    expect(environments('other')).toEqual(Array(3).fill({ NDR_JOB_SPEC_TABLE: 'other' }));
  });

  it('keeps the former entry point', () => {
    expect(definitionOf(buildNdr15mPipeline(options))).toEqual(definitionOf(pipeline));
  });

  it('has no finding, not even a warning', () => {
    expect(synth(pipeline, { assets: anyDigests }).warnings).toEqual([]);
  });
});

it('takes name, disk, network, key and tags from its options', () => {
  const built = buildNdr15mPipelineWithPairs({
    ...options,
    pipelineName: 'other',
    volumeSizeInGb: 100,
    network: { subnets: ['subnet-1'], securityGroupIds: ['sg-1'] },
    kmsKeyId: 'key',
    tags: { team: 'ndr' },
  });
  expect(built).toMatchObject({ name: 'other', tags: { team: 'ndr' }, codeLocation: { prefix: 'other' } });
  expect(definitionOf(built).Steps[0]?.Arguments).toMatchObject({
    ProcessingResources: { ClusterConfig: { VolumeSizeInGB: 100, VolumeKmsKeyId: 'key' } },
    NetworkConfig: { VpcConfig: { Subnets: ['subnet-1'], SecurityGroupIds: ['sg-1'] } },
  });
});

describe('parameters of a run', () => {
  const run = {
    ProjectName: 'rita',
    FeatureSpecVersion: 'v1',
    MiniBatchId: '20240419T0015Z',
    BatchStartTsIso: '2024-04-19T00:15:00Z',
    BatchEndTsIso: '2024-04-19T00:30:00Z',
    ProcessingImageUri: 'ndr-local/spark:3.5',
  };
  const refused = (given: Record<string, string>) =>
    checkParameterValues(pipeline.parameters, { ...run, ...given }).problems.map(({ place }) => place);

  it('are six, beside the defaults', () => {
    expect(checkParameterValues(pipeline.parameters, run)).toEqual({
      values: { ...run, ProcessingInstanceType: 'ml.m5.4xlarge', ProcessingInstanceCount: 1 },
      problems: [],
    });
    expect(checkParameterValues(pipeline.parameters, {}).problems.map(({ place }) => place)).toEqual(
      Object.keys(run).map((name) => `parameter ${name}`),
    );
  });

  it.each([
    ['ProjectName', 'a#b'],
    ['ProjectName', '-a'],
    ['FeatureSpecVersion', 'v 1'],
    ['MiniBatchId', 'none'],
    ['MiniBatchId', '.hidden'],
    ['BatchStartTsIso', '2024-04-19T00:10:00Z'],
    ['BatchStartTsIso', '2024-04-19T00:15:00'],
    ['BatchStartTsIso', '2024-04-19T00:15:00+02:00'],
    ['BatchEndTsIso', '2024-04-19T00:15:01Z'],
    ['ProcessingImageUri', ''],
    ['ProcessingInstanceType', 'm5.large'],
    ['ProcessingInstanceCount', '1.5'],
    ['ProcessingInstanceCount', '0'],
  ])('%s may not be %p', (name, value) => {
    expect(refused({ [name]: value })).toEqual([`parameter ${name}`]);
  });

  it.each([
    ['MiniBatchId', 'RANGE'],
    ['MiniBatchId', 'none-of-these'],
    ['BatchStartTsIso', '2024-04-19T00:15:00.000+00:00'],
    ['BatchStartTsIso', '2024-04-19T00:15Z'],
    ['ProcessingInstanceCount', '4'],
  ])('%s may be %p', (name, value) => {
    expect(refused({ [name]: value })).toEqual([]);
  });
});
