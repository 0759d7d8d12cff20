import type { ActionContext } from './deployment';
import { withCodedFailures } from '../account/aws-failure';
import { requirePipeline, type StoredPipeline } from '../pipelines/stored-pipeline';

/**
 * Reads a pipeline of the account, whoever made it, or one of its versions.
 * @throws NdrError `deploy.no-such-pipeline`, `aws.…`
 */
export async function importPipeline(
  { clients }: ActionContext,
  name: string,
  version?: number,
): Promise<StoredPipeline> {
  return withCodedFailures(() => requirePipeline(clients.sagemaker, name, version));
}
