import { pipeline } from './fixture';
import { failStep } from '../../steps/fail';
import { executionVariables } from '../../values/execution-variable';
import { experimentProperties } from '../../values/experiment-property';
import { join } from '../../values/join';
import { stringParameter } from '../../values/parameter';

const project = stringParameter('ProjectName', { default: 'ndr' });

export default pipeline('experiment-custom', {
  parameters: [project],
  experiment: {
    experimentName: project,
    trialName: join('-', ['run', project, executionVariables.PipelineExecutionId]),
  },
  steps: [failStep('Stop', { errorMessage: join(' ', ['in', experimentProperties.ExperimentName]) })],
});
