import type { PipelineDefinition, StepDefinition } from '../definition.schema';
import type { Json } from '../values/render';

/**
 * `definition` as the SageMaker Python SDK writes the same pipeline: its Spark processors write an environment also
 * when it is empty. SageMaker takes both as the same.
 */
export function asPythonSdk(definition: PipelineDefinition): PipelineDefinition {
  return { ...definition, Steps: definition.Steps.map(withEnvironment) };
}

function withEnvironment(step: StepDefinition): StepDefinition {
  const request = (step.Arguments ?? {}) as { readonly AppSpecification?: { readonly ContainerEntrypoint?: Json[] } };
  const isSpark = request.AppSpecification?.ContainerEntrypoint?.[0] === 'smspark-submit';
  if (!isSpark || !step.Arguments || 'Environment' in step.Arguments) return step;
  return { ...step, Arguments: { ...step.Arguments, Environment: {} } };
}
