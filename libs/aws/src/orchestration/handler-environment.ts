import { orchestrationSettings, type OrchestrationSettings } from '@ndr/pipelines';
import { environmentSchema, type Environment } from '../environment';

/** Variable of Lambda functions that holds the environment, as JSON. */
export const handlerEnvironmentVariable = 'NDR_ENVIRONMENT';

/** Variables that a handler's Lambda function is given. */
export function handlerVariables(environment: Environment): Readonly<Record<string, string>> {
  return { [handlerEnvironmentVariable]: JSON.stringify(environment) };
}

/** What those variables say. */
export function parseHandlerEnvironment(variables: Readonly<Record<string, string | undefined>>): {
  readonly environment: Environment;
  readonly settings: OrchestrationSettings;
} {
  const { name, ...members } = JSON.parse(variables[handlerEnvironmentVariable] ?? '{}') as Environment;
  const environment = { ...environmentSchema.parse(members), name };
  return { environment, settings: orchestrationSettings.parse(environment.orchestration ?? {}) };
}
