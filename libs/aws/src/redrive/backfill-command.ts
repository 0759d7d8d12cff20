import { commandsIn, type Environment } from '../environment';

/** The command that runs what is missing in an environment, whatever became of its events and executions. */
export function backfillCommand({ name }: Pick<Environment, 'name'>): string {
  return commandsIn(name)('ndr backfill --missing');
}
