import { readLocalStatus } from '@ndr/local-sagemaker';
import { z } from 'zod';
import { command } from '../command-line/command';
import { exitCode } from '../exit-codes';
import { durationText } from '../render/duration';
import { tableLines } from '../render/table';

/** `ndr local status`: what the state folder holds; it starts nothing. */
export const localStatusCommand = command({
  name: 'status',
  summary: 'Show where local data lies and what ran. Starts nothing.',
  options: z.strictObject({
    limit: z.int().min(0).default(10).describe('Newest executions that are shown'),
  }),
  run({ limit }, { stateFolder, output }) {
    const status = readLocalStatus(stateFolder);
    const executions = status.executions.slice(0, limit);
    output.result({ ...status, executions }, () => [
      `state    ${status.stateDir}`,
      `buckets  ${status.bucketRoot}`,
      `used by  ${status.usedBy === undefined ? 'nobody' : `process ${status.usedBy}`}`,
      ...(status.server
        ? [`serves   ${status.server.endpoint}${status.server.schedules ? ', and runs pipelines by themselves' : ''}`]
        : []),
      '',
      ...(executions.length === 0
        ? ['No execution yet.']
        : tableLines(['started', 'pipeline', 'status', 'took'], executions.map(row))),
    ]);
    return exitCode.done;
  },
});

interface Listed {
  readonly startTime: string;
  readonly endTime?: string;
  readonly pipeline: string;
  readonly status: string;
}

function row({ startTime, endTime, pipeline, status }: Listed): readonly string[] {
  const took = endTime === undefined ? '' : durationText(Date.parse(endTime) - Date.parse(startTime));
  return [startTime, pipeline, status, took];
}
