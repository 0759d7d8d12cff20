import { pluginOptions } from './plugin-options';

const defaults = {
  entryPoints: ['libs/pipelines/src/index.ts'],
  sparkJobs: 'spark-jobs',
  jobSpecs: 'apps/deploy/job-specs',
  pythonFolder: 'spark-jobs/ndr_spark/ndr_spark/generated',
  jobSpecSchemas: 'apps/deploy/job-specs/generated',
  jobSpecDocument: 'libs/pipelines/docs/generated/job-specs.md',
  catalogue: 'libs/pipelines/src/catalogue.md',
  datasetDocument: 'libs/pipelines/docs/generated/datasets.md',
  ciMatrix: '.github/generated/spark-jobs.json',
  pythonVersions: ['3.10', '3.11', '3.12'],
  shapesFile: 'libs/core/src/pipeline/shapes/sagemaker-shapes.ts',
  operationsFile: 'libs/local-sagemaker/src/api/shapes/sagemaker-operations.ts',
};

it.each([null, {}, { plugins: ['ndr'] }, { plugins: [{ plugin: 'ndr' }] }])(
  'are those of this workspace in %j',
  (nxJson) => {
    expect(pluginOptions(nxJson)).toEqual(defaults);
  },
);

it('are what nx.json says', () => {
  const options = { entryPoints: ['model.ts'] };
  expect(pluginOptions({ plugins: ['other', { plugin: 'ndr', options }] })).toEqual({ ...defaults, ...options });
});

it('are refused when nobody knows them', () => {
  expect(() => pluginOptions({ plugins: [{ plugin: 'ndr', options: { entrypoint: 'model.ts' } }] })).toThrow(
    /entrypoint/,
  );
});
