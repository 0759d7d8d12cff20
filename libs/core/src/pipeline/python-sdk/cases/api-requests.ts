import { pipeline, processor } from './fixture';
import { processingStep } from '../../steps/processing';
import { booleanParameter, floatParameter, integerParameter, stringParameter } from '../../values/parameter';
import { parallelism } from '../../policies/parallelism';

const word = stringParameter('Text', { default: 't' });
const count = integerParameter('Count', { default: 1 });
const ratio = floatParameter('Ratio', { default: 0.5 });
const flag = booleanParameter('Flag', { default: true });

export default pipeline('requests', {
  description: 'first',
  parameters: [word, count, ratio, flag],
  steps: [processingStep('Echo', { processor, entrypoint: ['echo'], arguments: [word] })],
  tags: { team: 'ndr' },
  parallelism: parallelism(4),
});
