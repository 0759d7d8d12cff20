import type { JobSpecChange, JobSpecSetChange, SetName } from '@ndr/aws';
import { fieldLines } from '../render/fields';

const signs = { create: '+', update: '~', delete: '-' } as const;

/** What a writing of a set would change, as a person reads it. */
export function setChangeLines({ project, version }: SetName, change: JobSpecSetChange): readonly string[] {
  const { isNeeded, changes, revision } = change;
  const held = revision === 0 ? 'the table holds none' : `the table holds revision ${String(revision)}`;
  if (!isNeeded) return [`${project}/${version}: no change; ${held}`];
  const whole = changes.length === 0 ? ['    its items in the table do not belong together'] : [];
  return [`${project}/${version}: ${held}`, ...changes.flatMap(changeLines), ...whole];
}

function changeLines({ jobName, action, fields }: JobSpecChange): readonly string[] {
  return [`  ${signs[action]} ${jobName}`, ...(action === 'update' ? fieldLines(fields, '      ') : [])];
}
