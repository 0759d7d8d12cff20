import { commandsIn, type WatchedExecution } from '@ndr/aws';
import { watchedLines } from './watched';

const arn = 'arn:aws:sagemaker:eu-central-1:111122223333:pipeline/p/execution/abcdefghijkl';
const watched = (status: WatchedExecution['status']): WatchedExecution => ({
  ...{ arn, pipeline: 'p', status, startTime: '', changeTime: '' },
  steps: [{ name: 'Sum', status: 'Failed', job: { name: 'job', arn: 'job', logGroup: 'group' } }],
  logTails: { Sum: ['the reason'] },
});
/** The commands that are shown of an execution, without its ARN. */
const commands = (status: WatchedExecution['status'], environment: string) =>
  watchedLines(watched(status), commandsIn(environment)).flatMap(
    (line) => /ndr .*/.exec(line.replace(` ${arn}`, '')) ?? [],
  );

it('shows commands that reach the environment in which the execution is', () => {
  expect(commands('Executing', 'staging')).toEqual(['ndr watch --env staging', 'ndr stop --env staging']);
  expect(commands('Stopped', 'staging')).toEqual(['ndr retry --wait --env staging']);
  expect(commands('Failed', 'staging')).toEqual([
    'ndr logs --step Sum --env staging',
    'ndr retry --wait --env staging',
  ]);
});

it('names no environment on this machine', () => {
  expect(commands('Failed', 'local')).toEqual(['ndr logs --step Sum', 'ndr retry --wait']);
});
