import { operation } from '../operation';

export const sendPipelineExecutionStepSuccess = operation('SendPipelineExecutionStepSuccess', {
  handle(input, { interpreter }) {
    const outputs = (input.OutputParameters ?? []).map(({ Name, Value }) => [Name, Value] as const);
    const answer = { outcome: 'Success', outputs: Object.fromEntries(outputs) } as const;
    return { PipelineExecutionArn: interpreter.answerCallback(input.CallbackToken, answer) };
  },
});
