import type { S3Client } from '@aws-sdk/client-s3';
import type { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { buildFgBBaselinePipeline, type BuildOptions } from '@ndr/pipelines';
import { upsertPipeline, type UpsertedPipeline } from './upsert-pipeline';
import { preparePipeline } from '../code-bundles/prepare-pipeline';
import { s3ObjectStore } from '../code-bundles/s3-object-store';
import { uploadAssets, type Uploaded } from '../code-bundles/upload-assets';

/** Clients of the account and region that a pipeline belongs to. */
export interface RegistrationClients {
  readonly sagemaker: SageMakerClient;
  readonly s3: S3Client;
}

/** A pipeline that SageMaker holds, and its code in S3. */
export interface RegisteredPipeline extends UpsertedPipeline {
  readonly name: string;
  readonly uploaded: Uploaded;
}

/**
 * Builds the FG-B baseline pipeline, uploads those of its code bundles that S3 lacks, and creates or updates it in
 * SageMaker: code first, so that no execution misses it. Repeated with the same sources, it changes nothing.
 * @throws NdrError with every rule that the pipeline breaks, or `asset.source-missing`; errors of the clients
 */
export async function buildAndRegisterFgBPipeline(
  options: BuildOptions,
  { sagemaker, s3 }: RegistrationClients,
): Promise<RegisteredPipeline> {
  const pipeline = buildFgBBaselinePipeline(options);
  const { json, assets, bundles } = await preparePipeline(pipeline);
  const store = s3ObjectStore(s3);
  const uploaded = await uploadAssets(assets, bundles, store);
  const upserted = await upsertPipeline(sagemaker, store, pipeline, json, options.roleArn);
  return { name: pipeline.name, ...upserted, uploaded };
}
