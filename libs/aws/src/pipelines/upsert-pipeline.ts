import {
  AddTagsCommand,
  CreatePipelineCommand,
  DescribePipelineCommand,
  paginateListTags,
  SageMakerServiceException,
  UpdatePipelineCommand,
  type DescribePipelineResponse,
  type SageMakerClient,
  type Tag,
} from '@aws-sdk/client-sagemaker';
import { canonicalJson, type Pipeline } from '@ndr/core';

/** What became of a pipeline in SageMaker. */
export interface UpsertedPipeline {
  readonly arn: string;
  readonly action: 'created' | 'updated' | 'unchanged';
}

/**
 * Makes SageMaker hold `pipeline` with `definition`: it is created when it is absent, updated when definition, role
 * or description differ, and left alone when they do not. Tags are added; those that others set stay.
 * @param definition the definition as JSON text; its code lies in S3 already
 */
export async function upsertPipeline(
  client: SageMakerClient,
  { name, description, tags }: Pick<Pipeline, 'name' | 'description' | 'tags'>,
  definition: string,
  roleArn: string,
): Promise<UpsertedPipeline> {
  const wanted = {
    PipelineName: name,
    PipelineDefinition: definition,
    RoleArn: roleArn,
    ...(description !== undefined && { PipelineDescription: description }),
  };
  const wantedTags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  const found = await describe(client, name);
  if (!found) {
    const { PipelineArn } = await client.send(new CreatePipelineCommand({ ...wanted, Tags: wantedTags }));
    return { arn: String(PipelineArn), action: 'created' };
  }
  const arn = String(found.PipelineArn);
  const differs = isOther(found, wanted);
  if (differs) await client.send(new UpdatePipelineCommand(wanted));
  const added = await addTags(client, arn, wantedTags);
  return { arn, action: differs || added ? 'updated' : 'unchanged' };
}

async function describe(client: SageMakerClient, name: string): Promise<DescribePipelineResponse | undefined> {
  try {
    return await client.send(new DescribePipelineCommand({ PipelineName: name }));
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

/** SageMaker says ResourceNotFound; servers that stand in for it say so in words. */
function isAbsence(error: unknown): boolean {
  if (!(error instanceof SageMakerServiceException)) return false;
  return error.name === 'ResourceNotFound' || /^Could not find pipeline\b/.test(error.message);
}

interface WantedPipeline {
  readonly PipelineDefinition: string;
  readonly RoleArn: string;
  readonly PipelineDescription?: string;
}

/** Definitions are compared by what they say: the service may have laid out the text anew. */
function isOther(found: DescribePipelineResponse, wanted: WantedPipeline): boolean {
  return (
    found.RoleArn !== wanted.RoleArn ||
    (found.PipelineDescription ?? '') !== (wanted.PipelineDescription ?? '') ||
    canonicalJson(JSON.parse(found.PipelineDefinition ?? 'null')) !==
      canonicalJson(JSON.parse(wanted.PipelineDefinition))
  );
}

/** Adds those of `wanted` that the resource lacks; answers whether there were any. */
async function addTags(client: SageMakerClient, arn: string, wanted: Tag[]): Promise<boolean> {
  if (wanted.length === 0) return false;
  const present = new Map<string, string>();
  for await (const { Tags = [] } of paginateListTags({ client }, { ResourceArn: arn })) {
    for (const { Key, Value } of Tags) present.set(String(Key), String(Value));
  }
  const missing = wanted.filter(({ Key, Value }) => present.get(String(Key)) !== Value);
  if (missing.length > 0) await client.send(new AddTagsCommand({ ResourceArn: arn, Tags: missing }));
  return missing.length > 0;
}
