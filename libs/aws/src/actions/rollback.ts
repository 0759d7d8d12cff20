import type { ActionContext } from './deployment';
import { documentOf, planStage, type Plan } from './plan';
import { withCodedFailures } from '../account/aws-failure';
import { checkAccount } from '../account/check-account';
import { planCode } from '../changes/code';
import { planPipeline } from '../changes/pipelines';
import { s3ObjectStore } from '../code-bundles/s3-object-store';
import { requirePipeline } from '../pipelines/stored-pipeline';

/**
 * Plans that a pipeline says again what one of its versions said. SageMaker makes a new version of it; code needs none,
 * since every version names its own by digest.
 * @throws NdrError `deploy.no-such-pipeline`, `aws.…`
 */
export async function planRollback(context: ActionContext, name: string, version: number): Promise<Plan> {
  const { environment, clients } = context;
  return withCodedFailures(async () => {
    await checkAccount(clients.sts, environment);
    const current = await requirePipeline(clients.sagemaker, name);
    const former = await requirePipeline(clients.sagemaker, name, version);
    const planned = await planPipeline(clients.sagemaker, {
      name,
      definition: former.definition,
      description: former.description,
      roleArn: former.roleArn ?? environment.role,
      maxParallelSteps: former.maxParallelSteps,
      // Tags belong to the pipeline, not to its versions.
      tags: current.tags,
      definitionFolder: { bucket: environment.bucket, prefix: `${name}/definitions` },
    });
    const stages = [
      planStage('Uploading code', await planCode(planned.objects, s3ObjectStore(clients.s3))),
      planStage('Registering pipelines', [planned]),
    ];
    return { stages, document: documentOf(environment, [name], stages, { name, version, seen: planned.seen }) };
  });
}
