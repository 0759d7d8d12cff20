import type { ValueOf } from '../shapes/types';
import type { ParameterValues } from '../../interpreter';
import { evaluate } from '../../interpreter/evaluate';
import { isExactObject, parseExactJson, plainJson } from '../../interpreter/exact-json';
import { startScope } from '../../interpreter/start-scope';

/** What a definition's PipelineExperimentConfig may refer to. */
export interface ExperimentScope {
  readonly parameters: ParameterValues;
  readonly pipelineName: string;
  readonly executionId: string;
}

/** The experiment and trial of an execution, as JSON; undefined when the definition switches them off. */
export function experimentJson(definition: string, scope: ExperimentScope): string | undefined {
  const parsed = parseExactJson(definition);
  const config = isExactObject(parsed) ? parsed.PipelineExperimentConfig : undefined;
  if (config === undefined || config === null) return undefined;
  const variables: Readonly<Record<string, string>> = {
    PipelineName: scope.pipelineName,
    PipelineExecutionId: scope.executionId,
  };
  return JSON.stringify(plainJson(evaluate(config, startScope(scope.parameters, variables))));
}

/** An experiment that is stored as JSON. */
export function experimentOf(json: string | null): ValueOf<'PipelineExperimentConfig'> | undefined {
  return json === null ? undefined : (JSON.parse(json) as ValueOf<'PipelineExperimentConfig'>);
}
