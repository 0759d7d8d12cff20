import { sha256Hex, type Pipeline } from '@ndr/core';
import type { WantedObject } from '../changes/code';

/** A pipeline as SageMaker is to hold it. */
export interface WantedPipeline {
  readonly name: string;
  /** Its definition as JSON text. */
  readonly definition: string;
  readonly description: string | undefined;
  readonly roleArn: string;
  /** The service's own choice, or what it was before, when undefined. */
  readonly maxParallelSteps: number | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** Folder for a definition that does not fit into a request. */
  readonly definitionFolder: { readonly bucket: string; readonly prefix: string };
}

/** From this many bytes on, SageMaker takes a definition through S3 only. */
const largeDefinitionBytes = 102_400;

/** `pipeline` with the definition that was made of it. */
export function wantedPipeline(
  pipeline: Pick<Pipeline, 'name' | 'description' | 'tags' | 'parallelism' | 'codeLocation'>,
  definition: string,
  roleArn: string,
): WantedPipeline {
  const { name, description, tags, parallelism, codeLocation } = pipeline;
  return {
    ...{ name, definition, description, roleArn, tags },
    maxParallelSteps: parallelism?.MaxParallelExecutionSteps,
    definitionFolder: { bucket: codeLocation.bucket, prefix: `${codeLocation.prefix}/definitions` },
  };
}

/** Where a definition lies that is too large for a request: its key holds its digest, so that it never changes. */
export function definitionObject({ definition, definitionFolder }: WantedPipeline): WantedObject | undefined {
  const bytes = new TextEncoder().encode(definition);
  if (bytes.byteLength < largeDefinitionBytes) return undefined;
  const { bucket, prefix } = definitionFolder;
  return { uri: `s3://${bucket}/${prefix}/${sha256Hex(definition)}.json`, bytes };
}
