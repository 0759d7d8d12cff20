import { code, pipeline, role } from './fixture';
import { argumentsOf } from '../../command-line';
import type { Processor } from '../../steps/processing';
import { sparkStep } from '../../steps/spark';
import { integerParameter, stringParameter } from '../../values/parameter';

const project = stringParameter('ProjectName');
const version = stringParameter('FeatureSpecVersion');
const batch = stringParameter('MiniBatchId');
const start = stringParameter('BatchStartTsIso');
const end = stringParameter('BatchEndTsIso');
const image = stringParameter('ProcessingImageUri');
const instanceType = stringParameter('ProcessingInstanceType', { default: 'ml.m5.4xlarge' });
const instanceCount = integerParameter('ProcessingInstanceCount', { default: 1 });

const processor: Processor = { image, instanceType, instanceCount, volumeSizeInGb: 30, roleArn: role };

function step(name: string, script: string, dependsOn: readonly string[] = []) {
  return sparkStep(name, {
    processor,
    application: code(script),
    pyFiles: { kind: 'files', name: 'helper', root: 'code', folder: 'py-files', paths: ['helper.py'] },
    arguments: argumentsOf([project, version, batch, start, end]),
    sparkConfiguration: [{ Classification: 'spark-defaults', Properties: { 'spark.sql.session.timeZone': 'UTC' } }],
    dependsOn,
  });
}

export default pipeline('ndr-15m-pipeline', {
  parameters: [project, version, batch, start, end, image, instanceType, instanceCount],
  steps: [
    step('DeltaBuilderStep', 'run_delta_builder.py'),
    step('FGABuilderStep', 'run_fg_a_builder.py', ['DeltaBuilderStep']),
    step('PairCountsBuilderStep', 'run_pair_counts_builder.py'),
  ],
});
