import { namedPipeline, namedVersion } from './named-pipeline';
import { addAliases } from './version-aliases';
import { operation } from '../operation';
import { validationError } from '../protocol/service-error';

export const updatePipelineVersion = operation('UpdatePipelineVersion', {
  handle(input, context) {
    const { pipelines } = context;
    const pipeline = namedPipeline(input.PipelineArn, context);
    const { versionId } = namedVersion(pipeline, { PipelineVersionId: input.PipelineVersionId }, context);
    const { Add: added = [], Remove: removed = [] } = input.PipelineVersionAliasOperations ?? {};
    const inBoth = added.find((alias) => removed.includes(alias));
    if (inBoth !== undefined) throw validationError(`Pipeline version alias ${inBoth} is both added and removed.`);
    pipelines.changeVersion(pipeline.name, versionId, {
      displayName: input.PipelineVersionDisplayName,
      description: input.PipelineVersionDescription,
    });
    pipelines.removeAliases(pipeline.name, versionId, removed);
    addAliases(pipeline.name, versionId, added, context);
    return { PipelineArn: pipeline.arn, PipelineVersionId: versionId };
  },
});
