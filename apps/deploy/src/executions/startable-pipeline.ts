import { importPipeline, type ActionContext, type StartablePipeline } from '@ndr/aws';
import { definitionOf } from '../definitions';

/**
 * A pipeline that others made, as its definition says it can be started.
 * @throws NdrError `deploy.no-such-pipeline`, `definition.invalid`, `aws.…`
 */
export async function foreignPipeline(account: ActionContext, name: string): Promise<StartablePipeline> {
  const { definition } = await importPipeline(account, name);
  const { parameters, steps } = definitionOf(`pipeline ${name}`, definition).model;
  return { name, parameters, steps };
}
