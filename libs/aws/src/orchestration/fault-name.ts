import { NdrError } from '@ndr/core';
import { runFaults } from '@ndr/pipelines';
import { codedFailure } from '../account/aws-failure';

/** Codes of failures of the services themselves: the same call again will do. */
const ofService = ['aws.throttled', 'aws.unreachable', 'aws.failed'];

/** The name under which an error of a handler reaches its state machine. */
export function faultName(failure: unknown): string {
  const error = codedFailure(failure);
  if (!(error instanceof NdrError)) return error instanceof Error ? error.name : 'Error';
  if (error.code === 'orchestration.lock-lost') return runFaults.lockLost;
  return ofService.includes(error.code) ? 'Ndr.Service' : runFaults.defect;
}

/** What a state machine keeps of an error. */
export function faultCause(failure: unknown): string {
  const error = codedFailure(failure);
  if (!(error instanceof NdrError)) return error instanceof Error ? error.message : String(error);
  return `${error.message}. ${error.remedy}`;
}
