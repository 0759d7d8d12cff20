import { pipeline } from './fixture';
import { equals } from '../../conditions/comparison';
import { conditionStep } from '../../steps/condition';
import { lambdaStep } from '../../steps/lambda';
import { outputOf } from '../../steps/output-parameters';
import { stringParameter } from '../../values/parameter';

const project = stringParameter('ProjectName', { default: 'ndr' });

const check = lambdaStep('CheckBatch', {
  functionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:check-batch',
  inputs: { project, limit: 10, dry_run: false, ratio: 0.5, note: 'text' },
  outputs: { ready: 'Boolean', count: 'Integer', share: 'Float', path: 'String' },
  cache: { enabled: true, expireAfter: 'PT12H' },
});

const notify = lambdaStep('Notify', {
  functionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:notify',
  inputs: { path: outputOf(check, 'path'), count: outputOf(check, 'count'), share: outputOf(check, 'share') },
  dependsOn: [check],
});

const branch = conditionStep('IsReady', { conditions: [equals(outputOf(check, 'ready'), true)], ifSteps: [notify] });

export default pipeline('lambda', { parameters: [project], steps: [check, branch] });
