import { pipeline } from './fixture';
import { equals } from '../../conditions/comparison';
import { conditionStep } from '../../steps/condition';
import { failStep } from '../../steps/fail';
import { executionVariables } from '../../values/execution-variable';
import { join } from '../../values/join';
import { stringParameter } from '../../values/parameter';

const reason = stringParameter('Reason', { default: 'quality' });

const choose = conditionStep('Choose', {
  conditions: [equals(reason, 'empty')],
  ifSteps: [failStep('Plain', { errorMessage: 'The input is empty.', description: 'Stops the run.' })],
  elseSteps: [
    failStep('Joined', { errorMessage: join(': ', ['Stopped', reason, executionVariables.PipelineExecutionId]) }),
  ],
});

export default pipeline('fail', { parameters: [reason], steps: [choose] });
