import type { SageMakerClient } from '@aws-sdk/client-sagemaker';
import type { Pipeline } from '@ndr/core';
import { wantedPipeline } from './wanted-pipeline';
import { planPipeline } from '../changes/pipelines';
import type { ObjectStore } from '../code-bundles/upload-assets';

/** What became of a pipeline in SageMaker. */
export interface UpsertedPipeline {
  readonly arn: string;
  readonly action: 'created' | 'updated' | 'unchanged';
}

/**
 * Makes SageMaker hold `pipeline` with `definition`: it is created when it is absent, updated when it differs, and left
 * alone when it does not. Tags are added; those that others set stay.
 * @param definition the definition as JSON text; its code lies in S3 already
 * @param store takes a definition that is too large for a request
 */
export async function upsertPipeline(
  client: SageMakerClient,
  store: ObjectStore,
  pipeline: Pipeline,
  definition: string,
  roleArn: string,
): Promise<UpsertedPipeline> {
  const planned = await planPipeline(client, wantedPipeline(pipeline, definition, roleArn));
  for (const { uri, bytes } of planned.objects) await store.put(uri, bytes);
  const arn = await planned.apply();
  const [change] = planned.changes;
  return { arn, action: change === undefined ? 'unchanged' : change.action === 'create' ? 'created' : 'updated' };
}
