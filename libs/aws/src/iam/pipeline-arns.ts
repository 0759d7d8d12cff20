import { accountResources } from './account-resources';
import type { PolicySources } from './execution-role';

/** ARNs of pipelines: SageMaker writes names in small letters there. */
export function pipelineArns({ environment, pipelines }: Pick<PolicySources, 'environment' | 'pipelines'>): string[] {
  const { sagemaker } = accountResources(environment);
  return pipelines.map(({ name }) => sagemaker(`pipeline/${name.toLowerCase()}`));
}
