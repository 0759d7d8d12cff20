import { pipeline, processor } from './fixture';
import { equals } from '../../conditions/comparison';
import { conditionStep } from '../../steps/condition';
import { processingStep } from '../../steps/processing';
import type { StepName } from '../../steps/step';
import { stringParameter } from '../../values/parameter';

const go = stringParameter('Go', { default: 'yes', enum: ['yes', 'no'] });

const step = (name: string, ...dependsOn: StepName[]) =>
  processingStep(name, { processor, entrypoint: ['echo'], arguments: [name], dependsOn });

const first = step('First');
const shards = [0, 1, 2, 3].map((index) => step(`Shard${index}`, first));
const gather = step('Gather', ...shards);
const gate = conditionStep('Gate', {
  conditions: [equals(go, 'yes')],
  ifSteps: [step('Inside')],
  dependsOn: ['Gather'],
});

export default pipeline('depends-on', {
  parameters: [go],
  steps: [first, ...shards, gather, gate, step('AfterGate', gate)],
});
