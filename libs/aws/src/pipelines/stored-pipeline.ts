import {
  DescribePipelineCommand,
  paginateListTags,
  SageMakerServiceException,
  type DescribePipelineResponse,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { codes, NdrError } from '@ndr/core';

/** A pipeline as SageMaker holds it. */
export interface StoredPipeline {
  readonly arn: string;
  readonly definition: string;
  readonly description: string | undefined;
  readonly roleArn: string | undefined;
  readonly maxParallelSteps: number | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** When it was last written, in ISO 8601. */
  readonly modified: string;
}

/** The pipeline `name` of the account, or one of its versions; undefined when there is none. */
export async function readPipeline(
  client: SageMakerClient,
  name: string,
  version?: number,
): Promise<StoredPipeline | undefined> {
  const found = await describe(client, name, version);
  if (!found) return undefined;
  const { PipelineArn: arn = '', LastModifiedTime, CreationTime } = found;
  return {
    arn,
    definition: found.PipelineDefinition ?? 'null',
    // The service answers an empty text where there is none.
    description: found.PipelineDescription === '' ? undefined : found.PipelineDescription,
    roleArn: found.RoleArn,
    maxParallelSteps: found.ParallelismConfiguration?.MaxParallelExecutionSteps,
    tags: await tagsOf(client, arn),
    modified: (LastModifiedTime ?? CreationTime ?? new Date(0)).toISOString(),
  };
}

/**
 * As `readPipeline`.
 * @throws NdrError `deploy.no-such-pipeline`
 */
export async function requirePipeline(
  client: SageMakerClient,
  name: string,
  version?: number,
): Promise<StoredPipeline> {
  const found = await readPipeline(client, name, version);
  if (found) return found;
  throw noSuchPipeline(name, version);
}

/** The error of a pipeline, or of a version of it, that does not exist. */
export function noSuchPipeline(name: string, version?: number): NdrError {
  return new NdrError({
    code: 'deploy.no-such-pipeline',
    place: version === undefined ? `pipeline ${name}` : `pipeline ${name}, version ${String(version)}`,
    cause: 'the account does not hold it',
    remedy: codes['deploy.no-such-pipeline'].remedy,
  });
}

async function describe(
  client: SageMakerClient,
  name: string,
  version: number | undefined,
): Promise<DescribePipelineResponse | undefined> {
  try {
    return await client.send(
      new DescribePipelineCommand({ PipelineName: name, ...(version !== undefined && { PipelineVersionId: version }) }),
    );
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

/** Whether SageMaker says that what was named does not exist; servers that stand in for it say so in words. */
export function isAbsence(error: unknown): boolean {
  if (!(error instanceof SageMakerServiceException)) return false;
  return error.name === 'ResourceNotFound' || /^Could not find (pipeline|entity)\b/i.test(error.message);
}

async function tagsOf(client: SageMakerClient, arn: string): Promise<Record<string, string>> {
  const tags: Record<string, string> = {};
  for await (const { Tags = [] } of paginateListTags({ client }, { ResourceArn: arn })) {
    for (const { Key, Value } of Tags) tags[String(Key)] = String(Value);
  }
  return tags;
}
