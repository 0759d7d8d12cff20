import { operation } from '../operation';

export const sendPipelineExecutionStepFailure = operation('SendPipelineExecutionStepFailure', {
  handle({ CallbackToken, FailureReason: reason }, { interpreter }) {
    const answer = { outcome: 'Failure', ...(reason !== undefined && { reason }) } as const;
    return { PipelineExecutionArn: interpreter.answerCallback(CallbackToken, answer) };
  },
});
