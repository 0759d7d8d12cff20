import { failureNotification } from './failure-notification';
import type { PipelineRun } from './pipeline-run';
import { commandsIn } from '../environment';

const instant = '2024-04-19T00:15:00.000Z';
const run: PipelineRun = {
  ...{ key: 'batch/20240419T0000Z', project: 'office', version: 'v1', pipeline: 'ndr-15m-pipeline', parameters: {} },
  ...{ line: 'slices', start: instant, end: instant, happened: instant, digest: '' },
  command: 'ndr run-batch --project office …',
};
const error = { Error: 'Ndr.Defect', Cause: 'DeltaBuilderStep: no such column' };

it('tells the commands as they are called for the environment, and a link where there is a page', () => {
  const lines = (environment: string, link?: string) =>
    failureNotification(run, 'arn:1', error, { linkOf: () => link, commandOf: commandsIn(environment) })
      .message.split('\n')
      .slice(-4);
  expect(lines('staging', 'https://console')).toEqual([
    'Link: https://console',
    'Its logs: ndr logs arn:1 --env staging',
    'To go on with it: ndr retry arn:1 --wait --env staging',
    'To do what is missing: ndr run-batch --project office … --env staging',
  ]);
  expect(lines('local')).toEqual([
    'Execution: arn:1',
    'Its logs: ndr logs arn:1',
    'To go on with it: ndr retry arn:1 --wait',
    'To do what is missing: ndr run-batch --project office …',
  ]);
});
