import { isList, isMembers, type Template } from '../values/template';
import type { Value } from '../values/value';

/** Characters of `template` that stand when the pipeline runs, whatever its references are; 0 where it is no value. */
export function knownLength(template: Template | undefined): number {
  if (template === undefined || template === null || isList(template) || isMembers(template)) return 0;
  return lengthOf(template);
}

function lengthOf(value: Value): number {
  if (typeof value !== 'object') return String(value).length;
  if (value.kind !== 'join') return 0;
  const separators = value.separator.length * Math.max(0, value.values.length - 1);
  return value.values.reduce((sum: number, each) => sum + lengthOf(each), separators);
}
