import { code, pipeline, role } from './fixture';
import { argumentsOf } from '../../command-line';
import { processingStep, type Processor } from '../../steps/processing';
import { locationOf } from '../../values/asset-location';
import { integerParameter, stringParameter } from '../../values/parameter';

const project = stringParameter('ProjectName');
const version = stringParameter('FeatureSpecVersion');
const horizon = stringParameter('BaselineHorizon', { default: '7d', enum: ['7d', '30d', 'both'] });
const mode = stringParameter('BaselineMode', { default: 'REGULAR', enum: ['REGULAR', 'BACKFILL'] });
const baselineEnd = stringParameter('BaselineEndTsIso', { optional: true });
const backfillStart = stringParameter('BackfillStartTsIso', { optional: true });
const backfillEnd = stringParameter('BackfillEndTsIso', { optional: true });
const image = stringParameter('ProcessingImageUri');
const instanceType = stringParameter('ProcessingInstanceType', { default: 'ml.m5.4xlarge' });
const instanceCount = integerParameter('ProcessingInstanceCount', { default: 1 });

const ofRun = [project, version, horizon, mode, baselineEnd, backfillStart, backfillEnd];
const processor: Processor = { image, instanceType, instanceCount, volumeSizeInGb: 30, roleArn: role };

const localPath = '/opt/ml/processing/input/code';

const build = processingStep('FGBaselineBuilderStep', {
  processor,
  entrypoint: ['smspark-submit', `${localPath}/run_fg_b_builder.py`],
  inputs: [{ name: 'code', uri: locationOf(code('run_fg_b_builder.py')), localPath }],
  arguments: argumentsOf(ofRun),
});

export default pipeline('ndr-fg-b-pipeline', {
  parameters: [...ofRun, image, instanceType, instanceCount],
  steps: [build],
});
