import { buildFgBBaselinePipeline, buildNdr15mPipelineWithPairs } from '@ndr/pipelines';
import { checkStart, type StartRequest } from './start-request';

const options = { roleArn: 'arn:aws:iam::123456789012:role/r', region: 'us-east-1', defaultBucket: 'b' };
const fgB = buildFgBBaselinePipeline(options);
const ndr15m = buildNdr15mPipelineWithPairs(options);
const needed = { ProjectName: 'office', FeatureSpecVersion: 'v1', ProcessingImageUri: 'image' };
const batch = {
  ...needed,
  MiniBatchId: 'RANGE',
  BatchStartTsIso: '2024-04-19T00:00:00Z',
  BatchEndTsIso: '2024-04-20T00:00:00Z',
};
const start = (request: Partial<StartRequest> = {}) => checkStart({ pipeline: ndr15m, parameters: batch, ...request });
const refused = (request: Partial<StartRequest>) => {
  try {
    start(request);
    return [];
  } catch (error) {
    return (error as { problems: { code: string; place: string }[] }).problems.map(
      ({ code, place }) => `${code} ${place}`,
    );
  }
};

it('hands over what was given, as text, and leaves defaults to the definition', () => {
  const { parameters } = start({ pipeline: fgB, parameters: { ...needed, ProcessingInstanceCount: 2 } });
  expect(parameters).toEqual({ ...needed, ProcessingInstanceCount: '2' });
});

it('takes values of the environment for parameters that the pipeline has and nobody gave', () => {
  const own = { ProjectName: 'office', FeatureSpecVersion: 'v1' };
  const defaults = { ProcessingImageUri: 'theirs', BaselineHorizon: '30d', MiniBatchId: 'RANGE' };
  const { parameters } = start({ pipeline: fgB, parameters: { ...own, BaselineHorizon: '7d' }, defaults });
  expect(parameters).toEqual({ ...own, ProcessingImageUri: 'theirs', BaselineHorizon: '7d' });
});

it('takes the word for nothing for an optional parameter', () => {
  const { parameters } = start({ pipeline: fgB, parameters: { ...needed, BaselineEndTsIso: 'none' } });
  expect(parameters.BaselineEndTsIso).toBe('none');
});

it.each<[string, Partial<StartRequest>, readonly string[]]>([
  ['a missing one', { parameters: needed, pipeline: ndr15m }, ['MiniBatchId', 'BatchStartTsIso', 'BatchEndTsIso']],
  ['an unknown one', { parameters: { ...batch, Project: 'p' } }, ['Project']],
  [
    'one outside its enumeration',
    { pipeline: fgB, parameters: { ...needed, BaselineHorizon: '14d' } },
    ['BaselineHorizon'],
  ],
  ['one of another form', { parameters: { ...batch, BatchEndTsIso: '2024-04-20T00:10:00Z' } }, ['BatchEndTsIso']],
  ['one of another type', { parameters: { ...batch, ProcessingInstanceCount: 'many' } }, ['ProcessingInstanceCount']],
  ['an empty text', { pipeline: fgB, parameters: { ...needed, BaselineEndTsIso: '' } }, ['BaselineEndTsIso']],
])('refuses parameters with %s', (_what, request, names) => {
  expect(refused(request)).toEqual(names.map((name) => expect.stringMatching(` parameter ${name}$`) as string));
});

it('selects steps, and says of which others they need results', () => {
  const selection = (select: string) => start({ select }).selection;
  expect(selection('FGABuilderStep')).toEqual({ steps: ['FGABuilderStep'], needs: ['DeltaBuilderStep'] });
  expect(selection('+FGABuilderStep')).toEqual({ steps: ['DeltaBuilderStep', 'FGABuilderStep'], needs: [] });
  expect(selection('PairCountsBuilderStep')).toMatchObject({ needs: [] });
  expect(start().selection).toBeUndefined();
});

it('refuses a source of another pipeline, and one where everything is run', () => {
  const source = 'arn:aws:sagemaker:us-east-1:123456789012:pipeline/other/execution/abc';
  expect(refused({ select: 'FGABuilderStep', source })).toEqual(['usage --source']);
  expect(refused({ source: source.replace('other', 'ndr-15m-pipeline') })).toEqual(['usage --source']);
});

it('makes a token of any text, the same of the same', () => {
  const long = 'x'.repeat(40);
  expect(start({ token: long }).token).toBe(long);
  expect(start({ token: 'nightly' }).token).toMatch(/^[0-9a-f]{64}$/);
  expect(start({ token: 'nightly' }).token).toBe(start({ token: 'nightly' }).token);
  expect(start({ token: 'weekly' }).token).not.toBe(start({ token: 'nightly' }).token);
});
