import { processingArguments } from './render-processing';
import type { Step } from './step';
import type { StepDefinition } from '../definition.schema';
import type { RenderContext } from '../values/render';

/** `step` as definitions write it, its members in the order of the SageMaker Python SDK. */
export function renderStep(step: Step, context: RenderContext): StepDefinition {
  return {
    Name: step.name,
    Type: step.type,
    Arguments: processingArguments(step, context),
    ...(step.dependsOn.length > 0 && { DependsOn: [...step.dependsOn] }),
    ...(step.displayName !== undefined && { DisplayName: step.displayName }),
    ...(step.description !== undefined && { Description: step.description }),
  };
}
