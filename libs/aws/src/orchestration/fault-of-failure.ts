import { runFaults, type RunFault } from '@ndr/pipelines';

/** What reasons of failures say that pass by themselves: the service's words, and codes of ndr's jobs. */
const transient =
  /CapacityError|ResourceLimitExceeded|Throttl|InternalServer|InternalFailure|ServiceUnavailable|Rate exceeded|Unable to (provision|connect)|connection (reset|refused)|SlowDown|lease\.lost|record\.missing-file/i;
const busy = 'lease.timeout';

/** The class of fault that a failure's reason belongs to: what nothing is known of is a defect, which is told at once. */
export function faultOfFailure(reason: string): RunFault {
  if (reason.includes(busy)) return runFaults.busy;
  return transient.test(reason) ? runFaults.transient : runFaults.defect;
}
