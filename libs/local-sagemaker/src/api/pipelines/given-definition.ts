import { open } from 'node:fs/promises';
import { validateDefinition } from '@ndr/core';
import { validationError } from '../protocol/service-error';
import type { ValueOf } from '../shapes/types';
import type { BucketFolders } from '../../storage/bucket-folders';
import { isContained } from '../../storage/contained-path';

/** Where a request gives the definition: inline, or as an object of S3. */
export interface DefinitionSource {
  readonly PipelineDefinition?: string | undefined;
  readonly PipelineDefinitionS3Location?: ValueOf<'PipelineDefinitionS3Location'> | undefined;
}

/**
 * The definition that a request gives; undefined when it gives none.
 * @throws ServiceError ValidationException when it gives two, one that is not there, or one with mistakes
 */
export async function givenDefinition(source: DefinitionSource, buckets: BucketFolders): Promise<string | undefined> {
  const { PipelineDefinition: inline, PipelineDefinitionS3Location: location } = source;
  if (inline !== undefined && location !== undefined) {
    throw validationError('Only one of PipelineDefinition and PipelineDefinitionS3Location can be specified.');
  }
  const definition = location === undefined ? inline : await read(location, buckets);
  if (definition !== undefined) refuseMistakes(definition);
  return definition;
}

const longestDefinition = 1_048_576;

async function read({ Bucket, ObjectKey }: ValueOf<'PipelineDefinitionS3Location'>, buckets: BucketFolders) {
  const uri = `s3://${Bucket}/${ObjectKey}`;
  const path = buckets.fileOf(uri);
  // A link that leads out of the buckets leads to nothing that a client may read.
  const file = isContained(buckets.root, path) ? await open(path).catch(() => undefined) : undefined;
  if (!file) throw absent(uri);
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw absent(uri);
    // One character more than is allowed is enough to know that it is too long, in whatever characters.
    if (stats.size > 4 * longestDefinition) throw tooLong(uri);
    const text = await file.readFile('utf-8');
    if (text.length > longestDefinition) throw tooLong(uri);
    return text;
  } finally {
    await file.close();
  }
}

function absent(uri: string) {
  return validationError(`Unable to access the pipeline definition at ${uri}: the object does not exist.`);
}

function tooLong(uri: string) {
  return validationError(`The pipeline definition at ${uri} has more than ${longestDefinition} characters.`);
}

const mostMistakes = 10;

function refuseMistakes(definition: string): void {
  const mistakes = validateDefinition(definition).filter(({ severity }) => severity === 'error');
  if (mistakes.length === 0) return;
  const told = mistakes
    .slice(0, mostMistakes)
    .map(({ code, pointer, cause }) => `${code} at ${pointer || '/'}: ${cause}`);
  const more = mistakes.length > mostMistakes ? `; and ${mistakes.length - mostMistakes} more` : '';
  throw validationError(`Unable to parse pipeline definition. ${told.join('; ')}${more}`);
}
