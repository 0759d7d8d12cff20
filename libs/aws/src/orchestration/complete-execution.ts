import { z } from 'zod';
import { answerTask } from './answer-task';
import { whoAwaits } from './execution-tokens';
import type { OrchestrationServices } from './services';

/** Event `SageMaker Model Building Pipeline Execution Status Change` of EventBridge, as far as it matters. */
const statusChange = z.object({
  detail: z.object({ pipelineExecutionArn: z.string(), currentPipelineExecutionStatus: z.string() }),
});

const ended = ['Succeeded', 'Failed', 'Stopped'];

/** Lets the end of an execution answer the task that waits for it. Others' executions, and repeated events, do nothing. */
export async function completeExecution(input: unknown, services: OrchestrationServices): Promise<undefined> {
  const { pipelineExecutionArn: arn, currentPipelineExecutionStatus: status } = statusChange.parse(input).detail;
  if (!ended.includes(status)) return;
  const awaiting = await whoAwaits(services, arn);
  if (!awaiting) return;
  const state = await services.executions.describe(arn);
  // An event that comes late tells the end of an execution that goes on again.
  if (state && !ended.includes(state.status)) return;
  await answerTask(services, awaiting.run, awaiting.task_token, state);
}
