import {
  AddTagsCommand,
  CreatePipelineCommand,
  UpdatePipelineCommand,
  type SageMakerClient,
  type UpdatePipelineCommandInput,
} from '@aws-sdk/client-sagemaker';
import { canonicalJson, codes, NdrError, sha256Hex, type Json } from '@ndr/core';
import type { Change, PlannedPart } from './change';
import type { WantedObject } from './code';
import { definitionFields } from './definition-fields';
import { s3Location } from '../code-bundles/s3-object-store';
import { readPipeline, type StoredPipeline } from '../pipelines/stored-pipeline';
import { definitionObject, type WantedPipeline } from '../pipelines/wanted-pipeline';

/** A pipeline that was compared with what SageMaker holds. */
export interface PlannedPipeline extends PlannedPart {
  readonly name: string;
  /** Stands for what SageMaker holds: another one means that somebody wrote it. */
  readonly seen: string | null;
  /** What has to lie in S3 before. */
  readonly objects: readonly WantedObject[];
  /** Makes the changes; answers the pipeline's ARN. */
  apply(): Promise<string>;
}

/**
 * Compares `wanted` with what SageMaker holds. It is created when it is absent, updated when definition, role,
 * description or parallelism differ, and left alone when they do not. Tags are added; those that others set stay.
 */
export async function planPipeline(client: SageMakerClient, wanted: WantedPipeline): Promise<PlannedPipeline> {
  const found = await readPipeline(client, wanted.name);
  const changes = changesOf(wanted, found);
  const object = isWritten(changes) ? definitionObject(wanted) : undefined;
  return {
    name: wanted.name,
    seen: found ? fingerprint(found) : null,
    changes,
    objects: object ? [object] : [],
    apply: () => (found ? update(client, wanted, found) : create(client, wanted)),
  };
}

function changesOf(wanted: WantedPipeline, found: StoredPipeline | undefined): readonly Change[] {
  const { name } = wanted;
  if (!found) return [{ kind: 'pipeline', name, action: 'create', fields: newFields(wanted) }];
  const { fields: ofDefinition, notes } = definitionFields(found.definition, wanted.definition);
  const fields = [
    ...field('/RoleArn', found.roleArn, wanted.roleArn),
    ...field('/PipelineDescription', found.description ?? '', wanted.description ?? ''),
    // Leaving it out of a request leaves it as it is.
    ...(wanted.maxParallelSteps === undefined
      ? []
      : field('/ParallelismConfiguration/MaxParallelExecutionSteps', found.maxParallelSteps, wanted.maxParallelSteps)),
    ...ofDefinition,
    ...Object.entries(wanted.tags).flatMap(([key, value]) => field(`/Tags/${key}`, found.tags[key], value)),
  ];
  if (fields.length === 0) return [];
  return [{ kind: 'pipeline', name, action: 'update', fields, ...(notes.length > 0 && { notes: [...notes] }) }];
}

function newFields({ roleArn, definition, tags, ...wanted }: WantedPipeline): Change['fields'] {
  const { Steps } = JSON.parse(definition) as { readonly Steps: readonly { readonly Name: string }[] };
  return [
    ...field('/RoleArn', undefined, roleArn),
    ...field('/PipelineDescription', '', wanted.description ?? ''),
    ...field('/ParallelismConfiguration/MaxParallelExecutionSteps', undefined, wanted.maxParallelSteps),
    { pointer: '/PipelineDefinition/Steps', new: Steps.map(({ Name }) => Name) },
    ...Object.entries(tags).flatMap(([key, value]) => field(`/Tags/${key}`, undefined, value)),
  ];
}

function field(pointer: string, old: Json | undefined, now: Json | undefined): Change['fields'] {
  if (old === now) return [];
  return [{ pointer, ...(old !== undefined && { old }), ...(now !== undefined && { new: now }) }];
}

/** Whether the pipeline itself is written, not its tags alone. */
function isWritten(changes: readonly Change[]): boolean {
  return changes.some(({ fields }) => fields.some(({ pointer }) => !isTag(pointer)));
}

const isTag = (pointer: string) => pointer.startsWith('/Tags/');

/** Stands for everything that SageMaker says of a pipeline. */
function fingerprint(found: StoredPipeline): string {
  return sha256Hex(
    canonicalJson({
      ...found,
      description: found.description ?? '',
      maxParallelSteps: found.maxParallelSteps ?? 0,
      roleArn: found.roleArn ?? '',
    }),
  );
}

async function create(client: SageMakerClient, wanted: WantedPipeline): Promise<string> {
  const Tags = tagList(wanted.tags);
  try {
    const { PipelineArn } = await client.send(new CreatePipelineCommand({ ...requestOf(wanted), Tags }));
    return String(PipelineArn);
  } catch (error) {
    // Somebody created it meanwhile, or the answer to our own request was lost.
    const found = await readPipeline(client, wanted.name);
    if (!found) throw error;
    if (changesOf(wanted, found).length > 0) throw conflict(wanted.name);
    return found.arn;
  }
}

async function update(client: SageMakerClient, wanted: WantedPipeline, seen: StoredPipeline): Promise<string> {
  // SageMaker has no condition for a write: what it holds is read again right before.
  const found = await readPipeline(client, wanted.name);
  if (!found) throw conflict(wanted.name);
  const changes = changesOf(wanted, found);
  if (changes.length === 0) return found.arn;
  if (fingerprint(found) !== fingerprint(seen)) throw conflict(wanted.name);
  if (isWritten(changes)) await client.send(new UpdatePipelineCommand(requestOf(wanted)));
  const Tags = tagList(wanted.tags).filter(({ Key, Value }) => found.tags[Key] !== Value);
  if (Tags.length > 0) await client.send(new AddTagsCommand({ ResourceArn: found.arn, Tags }));
  return found.arn;
}

function requestOf(
  wanted: WantedPipeline,
): Omit<UpdatePipelineCommandInput, 'PipelineName'> & { PipelineName: string; RoleArn: string } {
  const { name, description, roleArn, maxParallelSteps, definition } = wanted;
  const object = definitionObject(wanted);
  return {
    PipelineName: name,
    RoleArn: roleArn,
    PipelineDescription: description ?? '',
    ...(object ? { PipelineDefinitionS3Location: locationOf(object) } : { PipelineDefinition: definition }),
    ...(maxParallelSteps !== undefined && {
      ParallelismConfiguration: { MaxParallelExecutionSteps: maxParallelSteps },
    }),
  };
}

function locationOf({ uri }: WantedObject): { readonly Bucket: string; readonly ObjectKey: string } {
  const { Bucket, Key } = s3Location(uri);
  return { Bucket, ObjectKey: Key };
}

function tagList(tags: Readonly<Record<string, string>>): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

function conflict(name: string): NdrError {
  return new NdrError({
    code: 'deploy.conflict',
    place: `pipeline ${name}`,
    cause: 'somebody else wrote it after it was read; it was left as they wrote it',
    remedy: codes['deploy.conflict'].remedy,
  });
}
