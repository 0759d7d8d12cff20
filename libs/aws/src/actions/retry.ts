import { RetryPipelineExecutionCommand } from '@aws-sdk/client-sagemaker';
import { randomUUID } from 'node:crypto';
import type { ActionContext } from './deployment';
import { withCodedFailures } from '../account/aws-failure';
import { notFound } from '../executions/execution';
import { pipelineOfExecution } from '../executions/execution-arn';
import { isAbsence } from '../pipelines/stored-pipeline';

/**
 * Lets an execution that failed or was stopped go on: steps that succeeded are kept.
 * @throws NdrError `execution.not-found`, `usage`, `aws.refused` for one that runs or succeeded, `aws.…`
 */
export async function retryExecution({ clients }: ActionContext, arn: string): Promise<void> {
  pipelineOfExecution(arn);
  const request = { PipelineExecutionArn: arn, ClientRequestToken: randomUUID() };
  await withCodedFailures(async () => {
    try {
      await clients.sagemaker.send(new RetryPipelineExecutionCommand(request));
    } catch (error) {
      throw isAbsence(error) ? notFound(arn) : error;
    }
  });
}
