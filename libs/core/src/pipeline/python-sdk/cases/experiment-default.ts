import { pipeline } from './fixture';
import { failStep } from '../../steps/fail';

export default pipeline('experiment-default', { steps: [failStep('Stop', { errorMessage: 'done' })] });
