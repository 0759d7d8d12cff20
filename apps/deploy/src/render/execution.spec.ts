import type { NdrEvent } from '@ndr/core';
import pc from 'picocolors';
import { afterEvent, eventLine, executionLines, type ExecutionView } from './execution';

const plain = pc.createColors(false);
const events: readonly (readonly [number, NdrEvent])[] = [
  [0, { type: 'execution-started', pipeline: 'p', arn: 'arn', steps: ['Delta', 'FGA'] }],
  [100, { type: 'step-changed', step: 'Delta', status: 'Starting' }],
  [200, { type: 'step-changed', step: 'Delta', status: 'Executing' }],
  [12_400, { type: 'step-changed', step: 'Delta', status: 'Succeeded' }],
  [12_500, { type: 'step-changed', step: 'FGA', status: 'Executing' }],
  [80_000, { type: 'step-changed', step: 'FGA', status: 'Failed', reason: 'no space' }],
  [80_100, { type: 'execution-ended', arn: 'arn', status: 'Failed' }],
];
const viewAfter = (count: number) =>
  events
    .slice(0, count)
    .reduce<ExecutionView | undefined>((view, [now, event]) => afterEvent(view, event, now), undefined);

it('shows each step with its state and duration while the execution runs', () => {
  const view = viewAfter(5);
  if (!view) throw new Error('no view');
  expect(executionLines(view, plain, 20_000)).toEqual([
    'p  executing  20.0 s',
    '  ✔ Delta  12.3 s',
    '  ⠋ FGA    executing  7.5 s',
  ]);
});

it('stands still once the execution has ended', () => {
  const view = viewAfter(7);
  if (!view) throw new Error('no view');
  expect(executionLines(view, plain, 999_000)).toEqual([
    'p  failed  1 min 20 s',
    '  ✔ Delta  12.3 s',
    '  ✖ FGA    failed  1 min 08 s',
  ]);
});

it('shows how long what began before it was followed has taken', () => {
  const time = (second: number) => new Date(second * 1000).toISOString();
  const told: readonly NdrEvent[] = [
    { type: 'execution-started', pipeline: 'p', arn: 'arn', steps: ['Delta', 'FGA'], startTime: time(100) },
    { type: 'step-changed', step: 'Delta', status: 'Succeeded', startTime: time(110), endTime: time(125) },
    { type: 'step-changed', step: 'FGA', status: 'Executing', startTime: time(130) },
  ];
  const view = told.reduce<ExecutionView | undefined>((before, event) => afterEvent(before, event, 140_000), undefined);
  if (!view) throw new Error('no view');
  expect(executionLines(view, plain, 140_000)).toEqual([
    'p  executing  40.0 s',
    '  ✔ Delta  15.0 s',
    '  ⠋ FGA    executing  10.0 s',
  ]);
});

it('says each change once where nothing can be redrawn', () => {
  const lines = events.map(([, event], index) => eventLine(viewAfter(index + 1), event, plain));
  expect(lines.filter((line) => line !== undefined)).toEqual([
    'p  arn',
    '  Delta  executing',
    '  Delta  succeeded  12.3 s',
    '  FGA  executing',
    '  FGA  failed  1 min 08 s',
    'p  failed  1 min 20 s',
  ]);
});

it('tells steps that never started from those that wait', () => {
  const started = afterEvent(
    undefined,
    { type: 'execution-started', pipeline: 'p', arn: 'arn', steps: ['Skipped'] },
    0,
  );
  const ended = afterEvent(started, { type: 'execution-ended', arn: 'arn', status: 'Succeeded' }, 1000);
  const lines = [started, ended].map((view) => view && executionLines(view, plain, 1000)[1]);
  expect(lines).toEqual(['  · Skipped  waiting', '  · Skipped  did not run']);
});
