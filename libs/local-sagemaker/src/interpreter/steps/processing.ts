import { NdrError, type Json, type Problem, type StepDefinition } from '@ndr/core';
import { z } from 'zod';
import type { ImageTable } from '../../processing/images';
import { processingJob, type ProcessingJob } from '../../processing/processing-job';

/**
 * What a Processing step asks for that does not run on one machine; found before an execution starts, so that none
 * stops midway for it. Whether an image that a parameter names has a command of its own is known when its job starts.
 */
export function unsupportedInProcessing(step: StepDefinition, images: ImageTable): Problem[] {
  const { AppSpecification, ProcessingInputs, ProcessingOutputConfig } = (step.Arguments ?? {}) as Arguments;
  const inputs = (ProcessingInputs ?? []).flatMap((input) => [
    ...(input.DatasetDefinition === undefined ? [] : ['an input from Athena or Redshift (DatasetDefinition)']),
    ...(input.S3Input?.S3InputMode === 'Pipe' ? ['an input in Pipe mode'] : []),
    ...(input.S3Input?.S3CompressionType === 'Gzip' ? ['decompression, which SageMaker knows in Pipe mode only'] : []),
  ]);
  const outputs = (ProcessingOutputConfig?.Outputs ?? []).filter(({ FeatureStoreOutput }) => FeatureStoreOutput);
  return [
    ...(lacksCommand(AppSpecification ?? {}, images)
      ? ["the image's own command, which is not known here (no ContainerEntrypoint is given)"]
      : []),
    ...inputs,
    ...outputs.map(() => 'an output to a feature store'),
  ].map((what) => ({
    code: 'local.unsupported',
    place: `step ${step.Name}`,
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
interface Arguments {
  readonly AppSpecification?: ContainerCommand;
  readonly ProcessingInputs?: readonly {
    readonly DatasetDefinition?: Json;
    readonly S3Input?: { readonly S3InputMode?: Json; readonly S3CompressionType?: Json };
  }[];
  readonly ProcessingOutputConfig?: { readonly Outputs?: readonly { readonly FeatureStoreOutput?: Json }[] };
}

/**
 * The processing job of a step whose arguments are evaluated.
 * @throws NdrError `definition.invalid`
 */
export function processingJobOf(step: string, evaluated: Json): ProcessingJob {
  const parsed = processingJob.safeParse(evaluated);
  if (parsed.success) return parsed.data;
  throw new NdrError({
    code: 'definition.invalid',
    place: `step ${step}`,
    cause: parsed.error.issues.map((issue) => `${z.core.toDotPath(issue.path)}: ${issue.message}`).join('; '),
    remedy: "Correct the step's arguments, or the parameters that they use.",
  });
}
