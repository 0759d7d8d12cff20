import type { Redrive, RedriveExecution } from '@ndr/aws';
import { redriveLines } from './redrive';

const execution: RedriveExecution = {
  ...{ arn: 'arn:e', machine: 'batch', status: 'FAILED', stopped: '2024-04-19T01:00:00.000Z', redrives: 0 },
  ...{ error: 'States.Timeout', cause: 'too late', outcome: 'to-redrive' },
};
const redrive: Redrive = {
  letters: [
    {
      ...{ id: 'a', sent: '2024-04-19T00:20:00.000Z', error: 'NO_PERMISSIONS: no', outcome: 'to-hand-over' },
      ...{ target: 'batch', about: 'batches whose events got lost' },
    },
    {
      ...{ id: 'b', sent: '2024-04-19T00:30:00.000Z', outcome: 'left', target: null, about: null },
      reason: 'its event is none that ndr hands over',
    },
  ],
  executions: [execution, { ...execution, arn: 'arn:f', outcome: 'left', redrives: 2, reason: 'somebody stopped it' }],
};

it('shows what becomes of letters and executions, and why', () => {
  expect(redriveLines(redrive)).toEqual([
    'Dead letters to hand over: 1',
    '  letter a of 2024-04-19T00:20:00.000Z, for batch: batches whose events got lost',
    '    NO_PERMISSIONS: no',
    'Executions to redrive: 1',
    '  batch FAILED 2024-04-19T01:00:00.000Z',
    '    arn:e',
    '    States.Timeout: too late',
    'Left: 2',
    '  letter b of 2024-04-19T00:30:00.000Z',
    '    its event is none that ndr hands over',
    '  batch FAILED 2024-04-19T01:00:00.000Z, redriven 2 times before',
    '    arn:f',
    '    somebody stopped it',
  ]);
});

it('counts what is left beyond what a person reads', () => {
  const executions = Array.from({ length: 23 }, () => ({ ...execution, outcome: 'left' as const, reason: 'why' }));
  const lines = redriveLines({ letters: [], executions });
  expect(lines[0]).toBe('Left: 23');
  expect(lines.at(-1)).toBe('  and 3 more, which --json shows');
  expect(lines.filter((line) => line === '    why')).toHaveLength(20);
});

it('says so where there is nothing', () => {
  expect(redriveLines({ letters: [], executions: [] })).toEqual([
    'Nothing to redrive: no dead letter, and no execution that failed.',
  ]);
});
