import { join } from 'node:path';

/** The log group of processing jobs, as SageMaker names it. */
export const processingLogGroup = '/aws/sagemaker/ProcessingJobs';

/** The folder of a log group: its name as a path below the logs of a state folder; in it lies a folder a job. */
export function logGroupFolder(logs: string): string {
  return join(logs, processingLogGroup);
}

/** The folder of a job's logs: one file an instance. */
export function jobLogFolder(logs: string, jobName: string): string {
  return join(logGroupFolder(logs), jobName);
}

/** The log of an instance. */
export function instanceLog(folder: string, instance: string): string {
  return join(folder, `${instance}.log`);
}

/** The file that says when a log grew. */
export function timesFile(logFile: string): string {
  return `${logFile}.times`;
}
