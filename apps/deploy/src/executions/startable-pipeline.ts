import { importPipeline, type ActionContext, type StartablePipeline } from '@ndr/aws';
import { definitionOf } from '../definitions';

/**
 * A pipeline of the account, or one of its versions, as its definition says it can be started.
 * @throws NdrError `deploy.no-such-pipeline`, `definition.invalid`, `aws.…`
 */
export async function deployedPipeline(
  account: ActionContext,
  name: string,
  version?: number,
): Promise<StartablePipeline> {
  const { definition } = await importPipeline(account, name, version);
  const { parameters, steps } = definitionOf(`pipeline ${name}`, definition).model;
  return { name, parameters, steps };
}
