import { z } from 'zod';
import { hasLogGroup } from './log-streams';
import { processingLogGroup } from './log-folder';
import { LogsError } from './logs-error';

/** The two ways in which a request names a log group. */
export const logGroupMembers = {
  logGroupName: z
    .string()
    .min(1)
    .max(512)
    .regex(/^[.\-_/#A-Za-z0-9]+$/)
    .optional(),
  logGroupIdentifier: z
    .string()
    .min(1)
    .max(2048)
    .regex(/^[\w#+=/:,.@-]*$/)
    .optional(),
};

export const logStreamName = z
  .string()
  .min(1)
  .max(512)
  .regex(/^[^:*]*$/);

interface GroupNames {
  readonly logGroupName?: string | undefined;
  readonly logGroupIdentifier?: string | undefined;
}

/**
 * Checks that a request names the log group of processing jobs, the only one there is.
 * @throws LogsError
 */
export function requireLogGroup({ logGroupName, logGroupIdentifier }: GroupNames, logs: string): void {
  if ((logGroupName === undefined) === (logGroupIdentifier === undefined)) {
    throw new LogsError(
      'InvalidParameterException',
      'Exactly one of LogGroupName and LogGroupIdentifier must be given.',
    );
  }
  const name =
    logGroupName ?? logGroupIdentifier?.replace(/^arn:[^:]+:logs:[^:]*:[^:]*:log-group:([^:]+)(:\*)?$/, '$1');
  if (name !== processingLogGroup || !hasLogGroup(logs)) {
    throw new LogsError('ResourceNotFoundException', 'The specified log group does not exist.');
  }
}
