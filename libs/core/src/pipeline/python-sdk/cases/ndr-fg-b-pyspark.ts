import { code, pipeline, role } from './fixture';
import { argumentsOf } from '../../command-line';
import type { Processor } from '../../steps/processing';
import { sparkStep } from '../../steps/spark';
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

const build = sparkStep('FGBaselineBuilderStep', {
  processor,
  application: code('run_fg_b_builder.py'),
  pyFiles: { kind: 'files', name: 'helper', root: 'code', folder: 'py-files', paths: ['helper.py'] },
  arguments: argumentsOf(ofRun),
  sparkConfiguration: [{ Classification: 'spark-defaults', Properties: { 'spark.sql.session.timeZone': 'UTC' } }],
});

export default pipeline('ndr-fg-b-pipeline', {
  parameters: [...ofRun, image, instanceType, instanceCount],
  steps: [build],
});
