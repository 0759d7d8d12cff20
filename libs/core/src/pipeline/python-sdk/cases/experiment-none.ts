import { pipeline } from './fixture';
import { failStep } from '../../steps/fail';

export default pipeline('experiment-none', {
  experiment: null,
  steps: [failStep('Stop', { errorMessage: 'done' })],
});
