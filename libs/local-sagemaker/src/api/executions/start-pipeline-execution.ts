import type { SelectiveExecutionConfig } from '@ndr/core';
import { experimentJson } from './experiment';
import { namedPipeline, namedVersion } from '../pipelines/named-pipeline';
import { operation } from '../operation';
import { validationError } from '../protocol/service-error';
import type { ValueOf } from '../shapes/types';
import { parallelismOf } from '../stored-values';
import { executionArn, newId } from '../../interpreter/identity';

/** Everything that can be checked is checked before the execution is recorded. */
export const startPipelineExecution = operation('StartPipelineExecution', {
  handle(input, context) {
    if (input.RoleArn !== undefined) {
      throw validationError("RoleArn can't be specified for a pipeline that you created: its executions use its role.");
    }
    const pipeline = namedPipeline(input.PipelineName, context);
    const version = namedVersion(pipeline, input, context);
    // Validation leaves absent members out, so none is undefined.
    const selective = input.SelectiveExecutionConfig as SelectiveExecutionConfig | undefined;
    const { parameters } = context.interpreter.check({
      pipelineName: pipeline.name,
      definition: version.definition,
      parameters: overridesOf(input.PipelineParameters ?? []),
      ...(selective && { selectiveExecution: selective }),
    });
    const startTime = new Date();
    const id = newId();
    const arn = executionArn(pipeline.arn, id);
    context.executions.start({
      arn,
      pipelineName: pipeline.name,
      versionId: version.versionId,
      displayName: input.PipelineExecutionDisplayName ?? `execution-${startTime.getTime()}`,
      description: input.PipelineExecutionDescription,
      parameters,
      parallelism: input.ParallelismConfiguration ?? parallelismOf(pipeline.parallelism),
      selectiveExecution: selective,
      experiment: experimentJson(version.definition, { parameters, pipelineName: pipeline.name, executionId: id }),
      mlflowExperiment: input.MlflowExperimentName,
      startTime: startTime.toISOString(),
    });
    return { PipelineExecutionArn: arn };
  },
  begin({ PipelineExecutionArn: arn = '' }, { interpreter }) {
    interpreter.start(arn);
  },
});

function overridesOf(given: ValueOf<'ParameterList'>): Readonly<Record<string, string>> {
  const overrides = new Map<string, string>();
  for (const { Name, Value } of given) {
    if (overrides.has(Name)) throw validationError(`The pipeline parameter ${Name} is given more than once.`);
    if (Value === '') throw validationError('[string "" is too short (length: 0, required minimum: 1)]');
    overrides.set(Name, Value);
  }
  return Object.fromEntries(overrides);
}
