import type { SageMakerContext } from '../context';
import { notFound, validationError } from '../protocol/service-error';
import { pipelineArn } from '../../interpreter/identity';
import type { StoredPipeline, StoredVersion } from '../../storage/pipelines';

/** Text before the name in the ARN of a pipeline. */
const arnBeforeName = /^arn:aws[a-z-]*:sagemaker:[a-z0-9-]*:(?:\d{12}|aws):pipeline\//;

/**
 * The pipeline that a request names, by its name or ARN.
 * @throws ServiceError ResourceNotFound
 */
export function namedPipeline(nameOrArn: string, { account, pipelines }: SageMakerContext): StoredPipeline {
  const name = nameOrArn.replace(arnBeforeName, '');
  const arn = pipelineArn(account, name);
  const found = pipelines.find(name);
  if (found && (name === nameOrArn || nameOrArn.toLowerCase() === arn)) return found;
  throw notFound(`Pipeline '${name === nameOrArn ? arn : nameOrArn}' does not exist.`);
}

/** How a request names a version of a pipeline; the latest when it names none. */
export interface VersionChoice {
  readonly PipelineVersionId?: number | undefined;
  readonly PipelineVersionAlias?: string | undefined;
}

/**
 * The version of `pipeline` that a request names.
 * @throws ServiceError ResourceNotFound, or ValidationException when it names it twice
 */
export function namedVersion(
  pipeline: StoredPipeline,
  { PipelineVersionId: id, PipelineVersionAlias: alias }: VersionChoice,
  { pipelines }: SageMakerContext,
): StoredVersion {
  if (id !== undefined && alias !== undefined) {
    throw validationError('Only one of PipelineVersionId and PipelineVersionAlias can be specified.');
  }
  const ofAlias = alias === undefined ? undefined : pipelines.versionOfAlias(pipeline.name, alias);
  const found =
    alias !== undefined && ofAlias === undefined ? undefined : pipelines.version(pipeline.name, ofAlias ?? id);
  if (found) return found;
  const said = alias === undefined ? `version ${id ?? ''}` : `version alias ${alias}`;
  throw notFound(`Pipeline '${pipeline.arn}' has no ${said}.`);
}
