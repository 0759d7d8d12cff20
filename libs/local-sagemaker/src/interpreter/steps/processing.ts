import type { Json } from '@ndr/core';
import type { StepType } from './step-type';
import { isExactObject, plainJson } from '../exact-json';
import { processingJobArn } from '../identity';
import { needOfInstances } from '../machine-share';
import { exceptionOf } from '../retries';
import type { StepOutcome } from '../step-outcome';
import { instanceLog, jobLogFolder } from '../../logs';
import type { JobIdentity } from '../../processing/container-files';
import { processingJobOf, unsupportedInJob } from '../../processing/job-request';
import type { ProcessingJob } from '../../processing/processing-job';
import type { JobEnd } from '../../processing/run-job';

/** Runs a processing job. */
export const processingStep: StepType = {
  unsupported: ({ name, json }, _evaluated, { images }) =>
    unsupportedInJob(`step ${name}`, plainJson(json.Arguments ?? {}), images),

  need({ Arguments: request }, memoryMb) {
    const resources = isExactObject(request) ? request.ProcessingResources : undefined;
    const cluster = isExactObject(resources) ? resources.ClusterConfig : undefined;
    const count = isExactObject(cluster) ? cluster.InstanceCount : undefined;
    return needOfInstances(typeof count === 'number' ? count : 1, memoryMb);
  },

  async run(attempt) {
    const { step, evaluated, executionArn, jobName, host, stop } = attempt;
    const job = processingJobOf(`step ${step.name}`, plainJson(evaluated.Arguments ?? {}));
    const identity = { name: jobName, arn: processingJobArn(host.account, jobName) };
    const startTime = new Date();
    const logs = jobLogFolder(host.logs, jobName);
    attempt.change({
      jobName,
      logFile: instanceLog(logs, 'algo-1'),
      metadata: { ProcessingJob: { Arn: identity.arn } },
    });
    const spark = { memoryMb: host.memoryMb, jvm: await host.jvmOfJob(job) };
    const end = await host.runJob({ job, identity, executionArn, spark, logs }, stop);
    return outcomeOf(end, description(job, identity, startTime, end), stop);
  },
};

function outcomeOf(end: JobEnd, properties: Json, stop: AbortSignal): StepOutcome {
  switch (end.status) {
    case 'Completed':
      return { status: 'Succeeded', properties };
    case 'Stopped':
      if (stop.aborted) return { status: 'Stopped' };
      return { status: 'Failed', reason: 'ClientError: the job was stopped, and its execution was not' };
    case 'Failed': {
      const exception = exceptionOf(end.failureReason);
      return { status: 'Failed', reason: end.failureReason, ...(exception && { exception }) };
    }
  }
}

/** What DescribeProcessingJob tells of a job that completed: the properties that other steps may use. */
function description(job: ProcessingJob, identity: JobIdentity, startTime: Date, { exitMessage }: JobEnd): Json {
  return {
    ...(job as unknown as Readonly<Record<string, Json>>),
    ProcessingJobName: identity.name,
    ProcessingJobArn: identity.arn,
    ProcessingJobStatus: 'Completed',
    ...(exitMessage !== undefined && { ExitMessage: exitMessage }),
    CreationTime: startTime.toISOString(),
    ProcessingStartTime: startTime.toISOString(),
    ProcessingEndTime: new Date().toISOString(),
  };
}
