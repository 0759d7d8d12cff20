import { paginateListPipelineParametersForExecution } from '@aws-sdk/client-sagemaker';
import type { ActionContext } from './deployment';
import { withCodedFailures } from '../account/aws-failure';
import { readExecution, type Execution } from '../executions/execution';

/** An execution, and the values that its parameters had. */
export interface DescribedExecution extends Execution {
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Reads an execution with its steps and parameters.
 * @throws NdrError `execution.not-found`, `usage`, `aws.…`
 */
export async function describeExecution({ clients }: ActionContext, arn: string): Promise<DescribedExecution> {
  return withCodedFailures(async () => {
    const execution = await readExecution(clients.sagemaker, arn);
    const parameters: Record<string, string> = {};
    const pages = paginateListPipelineParametersForExecution(
      { client: clients.sagemaker },
      { PipelineExecutionArn: arn },
    );
    for await (const { PipelineParameters = [] } of pages) {
      for (const { Name = '', Value = '' } of PipelineParameters) parameters[Name] = Value;
    }
    return { ...execution, parameters };
  });
}
