import { givenDefinition } from './given-definition';
import { addAliases } from './version-aliases';
import { operation } from '../operation';
import { validationError } from '../protocol/service-error';
import { pipelineArn } from '../../interpreter/identity';

export const createPipeline = operation('CreatePipeline', {
  read: (input, { buckets }) => givenDefinition(input, buckets),
  handle(input, context, definition) {
    const { account, pipelines, tags } = context;
    if (definition === undefined) {
      throw validationError('One of PipelineDefinition and PipelineDefinitionS3Location must be specified.');
    }
    const existing = pipelines.find(input.PipelineName);
    if (existing) {
      throw validationError(
        'Pipeline names must be unique within an AWS account and region. ' +
          `Pipeline with name (${existing.name}) already exists.`,
      );
    }
    const arn = pipelineArn(account, input.PipelineName);
    const pipeline = {
      name: input.PipelineName,
      arn,
      displayName: input.PipelineDisplayName ?? input.PipelineName,
      description: input.PipelineDescription ?? null,
      roleArn: input.RoleArn,
      parallelism: input.ParallelismConfiguration ? JSON.stringify(input.ParallelismConfiguration) : null,
    };
    pipelines.create(pipeline, definition, new Date());
    addAliases(pipeline.name, 1, input.PipelineVersionAliases ?? [], context);
    tags.add(arn, input.Tags ?? []);
    return { PipelineArn: arn };
  },
});
