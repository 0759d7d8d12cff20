import { checkParameterValues, noValue, synth, type AssetDigests } from '@ndr/core';
import { buildFgBBaselinePipeline } from './fg-b-baseline';

const pipeline = buildFgBBaselinePipeline({
  roleArn: 'arn:aws:iam::123456789012:role/ndr-pipeline',
  region: 'eu-west-1',
  defaultBucket: 'ndr-bucket',
});

/** The digest of everything, so that a definition can be made without packing. */
const anyDigests = new Proxy<AssetDigests>({}, { get: () => '0'.repeat(64) });
const { definition, warnings } = synth(pipeline, { assets: anyDigests });

describe('the contract', () => {
  it('names the pipeline, its step and its script', () => {
    expect(pipeline.name).toBe('ndr-fg-b-pipeline');
    const steps = pipeline.steps.filter(({ name }) => name === 'FGBaselineBuilderStep');
    expect(steps.map(({ name, entrypoint }) => [name, entrypoint.at(-1)])).toEqual([
      ['FGBaselineBuilderStep', '/opt/ml/processing/input/code/run_fg_b_builder.py'],
    ]);
  });

  it('declares ten parameters in order, with the sentinel for times that nobody gives', () => {
    expect(definition.Parameters).toEqual([
      { Name: 'ProjectName', Type: 'String' },
      { Name: 'FeatureSpecVersion', Type: 'String' },
      { Name: 'BaselineHorizon', Type: 'String', DefaultValue: '7d', EnumValues: ['7d', '30d', 'both'] },
      { Name: 'BaselineMode', Type: 'String', DefaultValue: 'REGULAR', EnumValues: ['REGULAR', 'BACKFILL'] },
      { Name: 'BaselineEndTsIso', Type: 'String', DefaultValue: noValue },
      { Name: 'BackfillStartTsIso', Type: 'String', DefaultValue: noValue },
      { Name: 'BackfillEndTsIso', Type: 'String', DefaultValue: noValue },
      { Name: 'ProcessingImageUri', Type: 'String' },
      { Name: 'ProcessingInstanceType', Type: 'String', DefaultValue: 'ml.m5.4xlarge' },
      { Name: 'ProcessingInstanceCount', Type: 'Integer', DefaultValue: 1 },
    ]);
  });

  it('hands the seven parameters of the run to the job, and not those of the processor', () => {
    const get = (name: string) => ({ Get: `Parameters.${name}` });
    expect(definition.Steps.find(({ Name }) => Name === 'FGBaselineBuilderStep')?.Arguments).toMatchObject({
      AppSpecification: {
        ContainerArguments: [
          ...['--project-name', get('ProjectName')],
          ...['--feature-spec-version', get('FeatureSpecVersion')],
          ...['--baseline-horizon', get('BaselineHorizon')],
          ...['--baseline-mode', get('BaselineMode')],
          ...['--baseline-end-ts-iso', get('BaselineEndTsIso')],
          ...['--backfill-start-ts-iso', get('BackfillStartTsIso')],
          ...['--backfill-end-ts-iso', get('BackfillEndTsIso')],
        ],
      },
    });
  });

  it('has no finding, not even a warning', () => {
    expect(warnings).toEqual([]);
  });
});

describe('parameters of a run', () => {
  const run = { ProjectName: 'rita', FeatureSpecVersion: 'v1', ProcessingImageUri: 'ndr-local/spark:3.5' };
  const refused = (given: Record<string, string>) =>
    checkParameterValues(pipeline.parameters, { ...run, ...given }).problems.map(({ place }) => place);

  it('are three, beside the defaults', () => {
    expect(refused({})).toEqual([]);
  });

  it.each([
    ['BaselineHorizon', '14d'],
    ['BaselineMode', 'regular'],
    ['BaselineEndTsIso', '2024-04-19T00:15:00Z'],
    ['BaselineEndTsIso', '2024-04-19'],
    ['BackfillStartTsIso', '2024-04-19T00:00:00+02:00'],
    ['BackfillEndTsIso', '2024-04-19T12:00:00Z'],
  ])('%s may not be %p', (name, value) => {
    expect(refused({ [name]: value })).toEqual([`parameter ${name}`]);
  });

  it.each([
    ['BaselineHorizon', 'both'],
    ['BaselineEndTsIso', '2024-04-19T00:00:00Z'],
    ['BaselineEndTsIso', 'none'],
    ['BackfillStartTsIso', '2024-04-19T00:00Z'],
  ])('%s may be %p', (name, value) => {
    expect(refused({ [name]: value })).toEqual([]);
  });
});
