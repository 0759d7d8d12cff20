import { runsFailedError } from '@ndr/pipelines';
import { backfillCommand } from './backfill-command';
import type { MachineExecution } from './machine-execution';
import { commandsIn, type Environment } from '../environment';
import { failedRunsOf } from '../orchestration/conclude';

/**
 * Why an execution is not redriven; undefined for one that is: the service failed it, and it can go on from there.
 * @param isNamed whether somebody asked for this one, so that one which was stopped goes on too
 */
export function reasonToLeave(
  { arn, status, error, cause = '', notRedrivable }: MachineExecution,
  environment: Environment,
  isNamed: boolean,
): string | undefined {
  if (error === runsFailedError) {
    const runs = failedRunsOf(cause).join(', ');
    return `it is done but for runs that failed: ${runs === '' ? 'it does not say which' : runs}; the message of each says how to go on with it, and ${backfillCommand(environment)} does all that are missing`;
  }
  if (notRedrivable !== undefined) return notRedrivable;
  if (status === 'ABORTED' && !isNamed) {
    return `somebody stopped it; to let it go on: ${commandsIn(environment.name)(`ndr redrive ${arn}`)}`;
  }
  return undefined;
}
