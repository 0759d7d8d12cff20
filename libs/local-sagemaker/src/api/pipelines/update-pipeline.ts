import { givenDefinition } from './given-definition';
import { namedPipeline } from './named-pipeline';
import { addAliases } from './version-aliases';
import { operation } from '../operation';
import { validationError } from '../protocol/service-error';

/** A definition that differs from the latest one becomes the next version. */
export const updatePipeline = operation('UpdatePipeline', {
  read: (input, { buckets }) => givenDefinition(input, buckets),
  handle(input, context, definition) {
    const { pipelines } = context;
    const { name, arn } = namedPipeline(input.PipelineName, context);
    const now = new Date();
    const parallelism = input.ParallelismConfiguration;
    pipelines.change(
      name,
      {
        ...(input.PipelineDisplayName !== undefined && { displayName: input.PipelineDisplayName }),
        ...(input.PipelineDescription !== undefined && { description: input.PipelineDescription }),
        ...(input.RoleArn !== undefined && { roleArn: input.RoleArn }),
        ...(parallelism && { parallelism: JSON.stringify(parallelism) }),
      },
      now,
    );
    const latest = pipelines.version(name);
    const isNew = definition !== undefined && definition !== latest?.definition;
    const aliases = input.PipelineVersionAliases ?? [];
    if (aliases.length > 0 && !isNew) {
      throw validationError('Pipeline version aliases can be specified only when the pipeline definition changes.');
    }
    const versionId = isNew ? pipelines.addVersion(name, definition, now) : latest?.versionId;
    if (versionId !== undefined) addAliases(name, versionId, aliases, context);
    return { PipelineArn: arn, PipelineVersionId: versionId };
  },
});
