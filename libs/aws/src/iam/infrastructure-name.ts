import type { Environment } from '../environment';

/** Name under which apps/infra creates what the environment file does not name: `ndr-staging-notifications`. */
export function infrastructureName({ name }: Pick<Environment, 'name'>, purpose: string): string {
  return `ndr-${name}-${purpose}`;
}

/** Name of the queue of events that could not be handed over. */
export function deadLetterQueueName(environment: Pick<Environment, 'name'>): string {
  return infrastructureName(environment, 'dead-letters');
}
