import { allow, type PolicySources } from './execution-role';
import { pipelineArns } from './pipeline-arns';
import { policyOf, type Policy } from './statement';

/** What Step Functions or EventBridge Scheduler may do: start the pipelines, and see and stop what they started. */
export function schedulerPolicy(sources: PolicySources): Policy {
  const registered = pipelineArns(sources);
  return policyOf([
    { Sid: 'StartPipelines', ...allow('sagemaker:StartPipelineExecution'), Resource: registered },
    {
      Sid: 'FollowExecutions',
      ...allow('sagemaker:DescribePipelineExecution', 'sagemaker:StopPipelineExecution'),
      Resource: registered.map((arn) => `${arn}/execution/*`),
    },
  ]);
}
