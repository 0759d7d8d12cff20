import { NdrError, type Json, type Problem } from '@ndr/core';
import { z } from 'zod';
import type { ImageTable } from './images';
import { processingJob, type ProcessingJob } from './processing-job';

/**
 * What a request for a processing job asks for that does not run on one machine; its references need not be evaluated.
 * Whether an image that a parameter names has a command of its own is known when its job starts.
 */
export function unsupportedInJob(place: string, request: Json, images: ImageTable): Problem[] {
  const { AppSpecification, ProcessingInputs, ProcessingOutputConfig } = (request ?? {}) as Request;
  const inputs = listOf(ProcessingInputs).flatMap((input) => [
    ...(input.DatasetDefinition === undefined ? [] : ['an input from Athena or Redshift (DatasetDefinition)']),
    ...(input.S3Input?.S3InputMode === 'Pipe' ? ['an input in Pipe mode'] : []),
    ...(input.S3Input?.S3CompressionType === 'Gzip' ? ['decompression, which SageMaker knows in Pipe mode only'] : []),
  ]);
  const outputs = listOf(ProcessingOutputConfig?.Outputs).filter(({ FeatureStoreOutput }) => FeatureStoreOutput);
  return [
    ...(lacksCommand(AppSpecification ?? {}, images)
      ? ["the image's own command, which is not known here (no ContainerEntrypoint is given)"]
      : []),
    ...inputs,
    ...outputs.map(() => 'an output to a feature store'),
  ].map((what) => ({
    code: 'local.unsupported',
    place,
    cause: `it asks for ${what}`,
    remedy: 'Run it on SageMaker, or leave that out.',
  }));
}

function lacksCommand({ ImageUri, ContainerEntrypoint }: ContainerCommand, images: ImageTable): boolean {
  if (ContainerEntrypoint) return false;
  if (ImageUri === undefined) return true;
  return typeof ImageUri === 'string' && images.ruleOf(ImageUri).entrypoint === undefined;
}

interface ContainerCommand {
  readonly ImageUri?: Json;
  readonly ContainerEntrypoint?: Json;
}

/** The members of CreateProcessingJob that decide whether it can run here. */
interface Request {
  readonly AppSpecification?: ContainerCommand;
  readonly ProcessingInputs?: readonly {
    readonly DatasetDefinition?: Json;
    readonly S3Input?: { readonly S3InputMode?: Json; readonly S3CompressionType?: Json };
  }[];
  readonly ProcessingOutputConfig?: { readonly Outputs?: readonly { readonly FeatureStoreOutput?: Json }[] };
}

/** `list` where a definition that nobody checked has something else: that is found when the step starts. */
function listOf<T>(list: readonly T[] | undefined): readonly T[] {
  return Array.isArray(list) ? (list as readonly T[]).filter((each) => typeof each === 'object' && each !== null) : [];
}

/**
 * The processing job that a request asks for.
 * @throws NdrError `definition.invalid`
 */
export function processingJobOf(place: string, request: Json): ProcessingJob {
  const parsed = processingJob.safeParse(request);
  if (parsed.success) return parsed.data;
  throw new NdrError({
    code: 'definition.invalid',
    place,
    cause: parsed.error.issues.map((issue) => `${z.core.toDotPath(issue.path)}: ${issue.message}`).join('; '),
    remedy: 'Correct the request, or the parameters that it uses.',
  });
}
