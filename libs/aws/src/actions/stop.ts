import { SageMakerServiceException, StopPipelineExecutionCommand } from '@aws-sdk/client-sagemaker';
import { randomUUID } from 'node:crypto';
import type { ActionContext } from './deployment';
import { withCodedFailures } from '../account/aws-failure';
import { hasEnded, notFound, readExecution } from '../executions/execution';
import { pipelineOfExecution } from '../executions/execution-arn';
import { isAbsence } from '../pipelines/stored-pipeline';

/**
 * Asks an execution to stop: its running steps are ended, and no other begins. One that has ended already is left.
 * @returns whether it was asked
 * @throws NdrError `execution.not-found`, `usage`, `aws.…`
 */
export async function stopExecution({ clients }: ActionContext, arn: string): Promise<boolean> {
  pipelineOfExecution(arn);
  const request = { PipelineExecutionArn: arn, ClientRequestToken: randomUUID() };
  return withCodedFailures(async () => {
    try {
      await clients.sagemaker.send(new StopPipelineExecutionCommand(request));
      return true;
    } catch (error) {
      if (isAbsence(error)) throw notFound(arn);
      if (!(error instanceof SageMakerServiceException) || error.$fault !== 'client') throw error;
      const { status } = await readExecution(clients.sagemaker, arn);
      if (hasEnded(status) || status === 'Stopping') return false;
      throw error;
    }
  });
}
