import type { ParameterDefinition, PipelineDefinition } from './definition.schema';
import type { Pipeline } from './pipeline';
import { experimentMembers } from './policies/experiment';
import { renderStep } from './steps/render-step';
import type { Parameter } from './values/parameter';
import type { RenderContext } from './values/render';
import { renderMembers } from './values/template';

/** `pipeline` as SageMaker takes it, members in the order of the SageMaker Python SDK. */
export function renderDefinition(pipeline: Pipeline, context: RenderContext): PipelineDefinition {
  const experiment = experimentMembers(pipeline.experiment);
  return {
    Version: '2020-12-01',
    Metadata: {},
    Parameters: pipeline.parameters.map(renderParameter),
    PipelineExperimentConfig: experiment && renderMembers(experiment, context),
    Steps: pipeline.steps.map((step) => renderStep(step, context)),
    ...(pipeline.members && renderMembers(pipeline.members, context)),
  };
}

/** `parameter` as definitions declare it. */
export function renderParameter(parameter: Parameter): ParameterDefinition {
  return {
    Name: parameter.name,
    Type: parameter.type,
    ...(parameter.default !== undefined && { DefaultValue: parameter.default }),
    ...(parameter.enum && { EnumValues: [...parameter.enum] }),
    ...parameter.more,
  };
}
