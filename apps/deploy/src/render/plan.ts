import type { Change, ShownSchedule } from '@ndr/aws';
import type { Json, NdrEvent } from '@ndr/core';

const signs = { create: '+', update: '~', delete: '-' } as const;
const longestValue = 100;

/** A plan as a person reads it: each change, and what it changes field by field. */
export function planLines(changes: readonly Change[]): readonly string[] {
  if (changes.length === 0) return ['No change.'];
  return [...changes.flatMap(changeLines), summary(changes)];
}

/** What starts by itself, and who sees to it. */
export function scheduleLines(schedules: readonly ShownSchedule[]): readonly string[] {
  const [first] = schedules;
  if (!first) return ['No schedule: the environment names no active project.'];
  return [
    `Schedules, by ${first.owner}:`,
    ...schedules.map(({ name, expression, timeZone, starts }) => `    ${name}: ${expression} ${timeZone} → ${starts}`),
  ];
}

const done = { create: 'created', update: 'updated', delete: 'deleted' } as const;

/** A change that was made. */
export function appliedLine({ action, kind, name }: Extract<NdrEvent, { type: 'change-applied' }>): string {
  return `  ${done[action]} ${kind} ${shortened(name)}`;
}

/** Digests shortened: a person tells things apart by the rest. */
function shortened(text: string): string {
  return text.replaceAll(/[0-9a-f]{64}/g, (digest) => `${digest.slice(0, 8)}…`);
}

function changeLines({ kind, name, action, fields, notes = [] }: Change): readonly string[] {
  const head = `${signs[action]} ${kind} ${shortened(name)}`;
  // All of a new JobSpec is new: its file shows it better.
  if (kind === 'job-spec' && action !== 'update') return [head];
  if (kind === 'code') return [`${head}  ${shown(fields[0]?.new)} bytes`];
  return [
    head,
    ...fields.map((field) => `    ${field.pointer}: ${fieldText(field)}`),
    ...notes.map((note) => `    ${note}`),
  ];
}

function fieldText({ old, new: now }: Change['fields'][number]): string {
  if (old === undefined) return shown(now);
  return `${shown(old)} → ${shown(now)}`;
}

function shown(json: Json | undefined): string {
  const text = json === undefined ? '(absent)' : shortened(JSON.stringify(json));
  return text.length <= longestValue ? text : `${text.slice(0, longestValue)}… (${text.length} characters)`;
}

function summary(changes: readonly Change[]): string {
  const count = (action: Change['action']) => changes.filter((change) => change.action === action).length;
  return `${count('create')} to create, ${count('update')} to update, ${count('delete')} to delete.`;
}
