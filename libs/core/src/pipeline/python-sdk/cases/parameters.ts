import { pipeline, processor } from './fixture';
import { processingStep } from '../../steps/processing';
import { booleanParameter, floatParameter, integerParameter, stringParameter } from '../../values/parameter';

const parameters = [
  stringParameter('Required'),
  stringParameter('Text', { default: 'hello' }),
  stringParameter('Choice', { default: 'b', enum: ['a', 'b', 'c'] }),
  stringParameter('RequiredChoice', { enum: ['x', 'y'] }),
  integerParameter('Count', { default: 7 }),
  integerParameter('RequiredCount'),
  floatParameter('Ratio', { default: 0.25 }),
  floatParameter('WholeFloat', { default: 2 }),
  booleanParameter('Flag', { default: true }),
  booleanParameter('OffFlag', { default: false }),
  booleanParameter('RequiredFlag'),
];

export default pipeline('parameters', {
  parameters,
  steps: [processingStep('Echo', { processor, entrypoint: ['echo'], arguments: parameters })],
});
