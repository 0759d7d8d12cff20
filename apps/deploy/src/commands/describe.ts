import {
  describeExecution,
  hasEnded,
  pipelineOfExecution,
  type DescribedExecution,
  type ExecutionStep,
} from '@ndr/aws';
import { z } from 'zod';
import { executionArgument } from './arguments';
import { withAccount } from '../account/with-account';
import { command } from '../command-line/command';
import { environmentOf } from '../environments';
import { exitCode } from '../exit-codes';
import { durationText } from '../render/duration';
import { tableLines } from '../render/table';

/** `ndr describe`: an execution at this moment. */
export const describeCommand = command({
  name: 'describe',
  summary: 'Show an execution: status, steps, parameters.',
  options: z.strictObject({ arn: executionArgument }),
  async run({ arn }, context) {
    pipelineOfExecution(arn);
    return withAccount(context, await environmentOf(context), async (account) => {
      const execution = await describeExecution(account, arn);
      context.output.result(execution, () => lines(execution));
      return exitCode.done;
    });
  },
});

function lines({ pipeline, status, failureReason, startTime, changeTime, steps, parameters }: DescribedExecution) {
  const end = hasEnded(status) ? changeTime : new Date().toISOString();
  return [
    `${pipeline}  ${status}  ${durationText(Date.parse(end) - Date.parse(startTime))}  started ${startTime}`,
    ...(failureReason === undefined ? [] : [failureReason]),
    '',
    ...(steps.length === 0 ? ['No step has begun.'] : tableLines(['step', 'status', 'took', ''], steps.map(stepRow))),
    '',
    ...tableLines(['parameter', 'value'], Object.entries(parameters)),
  ];
}

function stepRow({ name, status, startTime, endTime, failureReason = '', cacheHit }: ExecutionStep) {
  const took =
    startTime === undefined || endTime === undefined ? '' : durationText(Date.parse(endTime) - Date.parse(startTime));
  return [name, status, took, cacheHit === undefined ? failureReason : `taken from ${cacheHit}`];
}
