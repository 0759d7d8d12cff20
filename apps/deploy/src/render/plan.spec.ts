import type { Change } from '@ndr/aws';
import { appliedLine, planLines, scheduleLines } from './plan';

const digest = 'a1'.repeat(32);
const changes: readonly Change[] = [
  { kind: 'code', name: `s3://b/p/code/${digest}/run.py`, action: 'create', fields: [{ pointer: '/bytes', new: 42 }] },
  { kind: 'job-spec', name: 'p/v1/delta_builder', action: 'create', fields: [{ pointer: '/time_zone', new: 'UTC' }] },
  {
    kind: 'job-spec',
    name: 'p/v1/fg_a_builder',
    action: 'update',
    fields: [
      { pointer: '/time_zone', old: 'UTC', new: 'Asia/Tokyo' },
      { pointer: '/extra', old: 1 },
    ],
  },
  {
    kind: 'pipeline',
    name: 'p',
    action: 'update',
    fields: [{ pointer: '/PipelineDefinition/Steps/S/Uri', old: 'x'.repeat(200), new: `s3://b/${digest}/run.py` }],
    notes: ['breaks the step cache of S: because'],
  },
  { kind: 'pipeline', name: 'q', action: 'delete', fields: [] },
];

it('shows each change, field by field, digests and long values shortened, and counts them', () => {
  expect(planLines(changes)).toEqual([
    '+ code s3://b/p/code/a1a1a1a1…/run.py  42 bytes',
    '+ job-spec p/v1/delta_builder',
    '~ job-spec p/v1/fg_a_builder',
    '    /time_zone: "UTC" → "Asia/Tokyo"',
    '    /extra: 1 → (absent)',
    '~ pipeline p',
    `    /PipelineDefinition/Steps/S/Uri: "${'x'.repeat(99)}… (202 characters) → "s3://b/a1a1a1a1…/run.py"`,
    '    breaks the step cache of S: because',
    '- pipeline q',
    '2 to create, 2 to update, 1 to delete.',
  ]);
});

it('says so when there is none', () => {
  expect(planLines([])).toEqual(['No change.']);
});

it('shows what starts by itself, and who sees to it', () => {
  const schedule = { name: 'nightly-7d', expression: 'cron(0 3 * * ? *)', timeZone: 'UTC', starts: 'baselines' };
  expect(scheduleLines([{ ...schedule, owner: 'apps/infra' }])).toEqual([
    'Schedules, by apps/infra:',
    '    nightly-7d: cron(0 3 * * ? *) UTC → baselines',
  ]);
  expect(scheduleLines([])).toEqual(['No schedule: the environment names no active project.']);
});

it('says what was done in the past tense', () => {
  const event = { type: 'change-applied', kind: 'pipeline', name: 'p', action: 'update' } as const;
  expect(appliedLine(event)).toBe('  updated pipeline p');
});
