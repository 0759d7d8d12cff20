import type { Step } from './step';
import type { StepDefinition } from '../definition.schema';
import type { Json, RenderContext } from '../values/render';
import { renderMembers } from '../values/template';

/** `step` as definitions write it, its members in the order of the SageMaker Python SDK. */
export function renderStep(step: Step, context: RenderContext): StepDefinition {
  return {
    Name: step.name,
    Type: step.type,
    ...((step.request ?? step.branches) && { Arguments: renderArguments(step, context) }),
    ...(step.dependsOn.length > 0 && { DependsOn: [...step.dependsOn] }),
    ...renderMembers(step.settings, context),
  };
}

function renderArguments({ request = {}, branches }: Step, context: RenderContext): Record<string, Json> {
  const inner = (steps: readonly Step[]) => steps.map((step) => renderStep(step, context) as Json);
  return {
    ...renderMembers(request, context),
    ...(branches?.ifSteps && { IfSteps: inner(branches.ifSteps) }),
    ...(branches?.elseSteps && { ElseSteps: inner(branches.elseSteps) }),
  };
}
