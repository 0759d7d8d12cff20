import { accountResources } from './account-resources';
import { allow, type PolicySources } from './execution-role';
import { policyOf, type Policy } from './statement';

/** What Step Functions or EventBridge Scheduler may do: start the pipelines, and see and stop what they started. */
export function schedulerPolicy({ environment, pipelines }: PolicySources): Policy {
  const arns = accountResources(environment);
  const registered = pipelines.map(({ name }) => arns.sagemaker(`pipeline/${name.toLowerCase()}`));
  return policyOf([
    { Sid: 'StartPipelines', ...allow('sagemaker:StartPipelineExecution'), Resource: registered },
    {
      Sid: 'FollowExecutions',
      ...allow('sagemaker:DescribePipelineExecution', 'sagemaker:StopPipelineExecution'),
      Resource: registered.map((arn) => `${arn}/execution/*`),
    },
  ]);
}
