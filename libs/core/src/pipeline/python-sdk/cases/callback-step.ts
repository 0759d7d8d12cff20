import { pipeline, processor } from './fixture';
import { callbackStep } from '../../steps/callback';
import { outputOf } from '../../steps/output-parameters';
import { processingStep } from '../../steps/processing';
import { stringParameter } from '../../values/parameter';

const batch = stringParameter('MiniBatchId', { default: 'b-1' });

const wait = callbackStep('WaitForBatch', {
  sqsQueueUrl: 'https://sqs.eu-west-1.amazonaws.com/123456789012/batches',
  inputs: { batch, kind: 'integration', timeout: 60 },
  outputs: { uri: 'String', rows: 'Integer' },
});

const use = processingStep('UseBatch', {
  processor,
  entrypoint: ['python3', '-m', 'ndr.job'],
  arguments: ['--uri', outputOf(wait, 'uri'), '--rows', outputOf(wait, 'rows')],
});

export default pipeline('callback', { parameters: [batch], steps: [wait, use] });
